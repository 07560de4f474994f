; The trial guest of hardware virtualisation: a disk of one sector that goes where old systems go (real mode,
; 32-bit protected mode, paging, a protected-mode IRET, back to real mode) and then says so on the screen.
; A broken KVM runs the BIOS and stops at one of these.
; nasm -f bin -o trial.bin trial.asm     Apache-2.0, the vmgui authors
bits 16
org 0x7c00

start:
    cli
    xor ax, ax
    mov ds, ax
    mov ss, ax
    mov sp, 0x7c00
    lgdt [gdtr]
    mov eax, cr0
    or al, 1
    mov cr0, eax
    jmp 8:protected

bits 32
protected:
    mov ax, 16
    mov ds, ax
    mov es, ax
    mov ss, ax
    mov esp, 0x7c00
    mov edi, 0x20000            ; one page directory of one 4 MiB page, mapped to itself
    mov ecx, 1024
    xor eax, eax
    rep stosd
    mov dword [0x20000], 0x83
    mov eax, cr4
    or al, 0x10
    mov cr4, eax
    mov eax, 0x20000
    mov cr3, eax
    mov eax, cr0
    or eax, 0x80000000
    mov cr0, eax
    pushfd                      ; an interrupt's return
    push dword 8
    push dword returned
    iretd
returned:
    mov eax, cr0
    and eax, 0x7fffffff
    mov cr0, eax
    jmp 24:leave16

bits 16
leave16:
    mov eax, cr0
    and al, 0xfe
    mov cr0, eax
    jmp 0:real
real:
    xor ax, ax
    mov ds, ax
    mov ax, 0xb800
    mov es, ax
    xor di, di
    mov si, words
    mov ah, 7
.next:
    lodsb
    or al, al
    jz .end
    stosw
    jmp .next
.end:
    hlt
    jmp .end

words: db "vmgui: this processor works", 0
align 8, db 0
gdt:
    dq 0
    dq 0x00cf9a000000ffff       ; 32-bit code
    dq 0x00cf92000000ffff       ; data
    dq 0x00009a000000ffff       ; 16-bit code
gdtr:
    dw $ - gdt - 1
    dd gdt
times 510 - ($ - $$) db 0
    dw 0xaa55
