; Master boot record of vmgui, for disks made from the image of a single partition.
; Loads the first sector of the active partition by its CHS address when the BIOS has no INT 13h extensions,
; else by its sector number, checks its mark, and jumps to it with DL = drive and DS:SI = table entry.
; nasm -f bin -o mbr.bin mbr.asm     Apache-2.0, the vmgui authors
bits 16
org 0x600

start:
    cli
    xor ax, ax
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov sp, 0x7c00
    sti
    cld
    mov si, 0x7c00              ; move out of the way of the boot sector
    mov di, 0x600
    mov cx, 256
    rep movsw
    jmp 0:moved

moved:
    mov si, 0x600 + 0x1be
    mov cx, 4
.search:
    test byte [si], 0x80
    jnz found
    add si, 16
    loop .search
    mov bx, no_system
    jmp say

found:
    mov [drive], dl
    mov bp, 5                   ; tries
.again:
    mov ah, 0x41                ; are there extensions?
    mov bx, 0x55aa
    mov dl, [drive]
    int 0x13
    jc .chs
    cmp bx, 0xaa55
    jne .chs
    test cl, 1
    jz .chs
    mov eax, [si + 8]
    mov [packet.sector], eax
    push si
    mov si, packet
    mov ah, 0x42
    mov dl, [drive]
    int 0x13
    pop si
    jmp .check
.chs:
    mov dx, [si]                ; DH = head
    mov cx, [si + 2]
    mov dl, [drive]
    mov bx, 0x7c00
    mov ax, 0x0201
    int 0x13
.check:
    jnc .loaded
    xor ax, ax
    mov dl, [drive]
    int 0x13
    dec bp
    jnz .again
    mov bx, cannot_read
    jmp say
.loaded:
    cmp word [0x7dfe], 0xaa55
    mov bx, no_system
    jne say
    mov dl, [drive]
    jmp 0:0x7c00

say:
    mov al, [bx]
    or al, al
.stop:
    jz .stop
    push bx
    mov ah, 0x0e
    mov bx, 7
    int 0x10
    pop bx
    inc bx
    jmp say

no_system:   db "No operating system on this disk", 0
cannot_read: db "The disk cannot be read", 0
drive:       db 0x80
align 4, db 0
packet:      db 16, 0
             dw 1
             dw 0x7c00, 0
.sector:     dd 0, 0

%if ($ - $$) > 440
%error "too long"
%endif
times 440 - ($ - $$) db 0
