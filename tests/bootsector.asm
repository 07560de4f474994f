; Boot sector for test disks: says what the BIOS gave, then echoes keys.  Keeps the BIOS parameter block:
; only the jump (0..2) and the bytes from 0x5A on are put into the volume's first sector.
bits 16
org 0x7c5a

start:
    cli
    xor ax, ax
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov sp, 0x7c00
    sti
    mov ax, 3                   ; text mode, cleared
    int 0x10
    mov [drive], dl
    mov ah, 8                   ; drive parameters
    xor di, di
    int 0x13
    push cx
    mov si, heads
    call say
    mov al, dh
    xor ah, ah
    inc ax
    call number
    mov si, sectors
    call say
    pop cx
    mov al, cl
    and ax, 63
    call number
    mov si, hidden
    call say
    mov ax, [0x7c1c]
    call number
    mov si, prompt
    call say
keys:
    xor ah, ah
    int 0x16
    call letter
    jmp keys

say:
    lodsb
    or al, al
    jz .end
    call letter
    jmp say
.end:
    ret

letter:
    push bx
    mov ah, 0x0e
    mov bx, 7
    int 0x10
    pop bx
    ret

number:                         ; AX in decimal
    xor cx, cx
    mov bx, 10
.divide:
    xor dx, dx
    div bx
    push dx
    inc cx
    or ax, ax
    jnz .divide
.write:
    pop ax
    add al, '0'
    call letter
    loop .write
    ret

heads:   db "BIOS heads=", 0
sectors: db " sectors=", 0
hidden:  db " hidden=", 0
prompt:  db " OK", 13, 10, "> ", 0
drive:   db 0
