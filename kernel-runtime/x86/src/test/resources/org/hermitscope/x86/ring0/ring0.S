# A kernel of a few pages: page tables, faults that it repairs, ring 3 and back. It writes a letter to port 0xe9 for each
# thing that went right, '!' and a letter for what went wrong, and ends with HLT.
#
# Entered at 0x100000 in long mode, ring 0, with all memory mapped to itself and RSP valid.

        .set    PML4, 0x200000
        .set    PDPT, 0x201000
        .set    PD,   0x202000
        .set    PT,   0x203000
        .set    HOLE, 0x5000          # not present at first
        .set    FIXED, 0x6000         # read-only at first
        .set    DATA, 0x7000          # not executable
        .set    USER_STACK, 0x9000    # top of a user page at 0x8000
        .set    GIANT, 0x40000000     # a 1 GiB page that shows physical 0
        .set    USER_CODE, 0x101000   # where .balign puts the label user
        .set    KERNEL_STACK, 0x80000
        .set    FAULT_STACK, 0x84000

        .macro  say letter
        mov     $\letter, %al
        out     %al, $0xe9
        .endm

        .macro  expect condition, letter
        \condition 1f
        say     '!'
        say     \letter
        hlt
1:      say     \letter
        .endm

        .text
        .code64
        .globl  _start
_start:
        # Tables: 4 KiB pages for the first 2 MiB, 2 MiB pages behind, one 1 GiB page.
        xor     %eax, %eax
        mov     $PML4, %edi
        mov     $4 * 4096 / 8, %ecx
        rep stosq
        movq    $PDPT + 7, PML4
        movq    $PD + 7, PDPT
        mov     $0x87, %eax           # P RW US PS, physical 0
        mov     %rax, PDPT + 8
        movq    $PT + 7, PD
        xor     %ecx, %ecx
        inc     %ecx
        mov     $0x200083, %eax       # P RW PS
1:      mov     %rax, PD(, %rcx, 8)
        add     $0x200000, %rax
        inc     %ecx
        cmp     $8, %ecx
        jne     1b
        xor     %ecx, %ecx
        mov     $3, %eax
1:      mov     %rax, PT(, %rcx, 8)
        add     $0x1000, %rax
        inc     %ecx
        cmp     $512, %ecx
        jne     1b
        movq    $0, PT + (HOLE >> 12) * 8
        movq    $FIXED + 1, PT + (FIXED >> 12) * 8
        mov     $0x8000000000000003, %rax
        or      $DATA, %rax
        mov     %rax, PT + (DATA >> 12) * 8
        orq     $4, PT + 0x8 * 8      # user stack
        orq     $4, PT + (USER_CODE >> 12) * 8

        # NX and SYSCALL on.
        mov     $0xc0000080, %ecx
        rdmsr
        or      $0x801, %eax
        wrmsr
        mov     $PML4, %eax
        mov     %rax, %cr3
        mov     %cr0, %rax
        or      $0x10000, %rax        # WP
        mov     %rax, %cr0
        say     'P'

        lgdt    gdt_pointer
        lidt    idt_pointer
        pushq   $0x08
        lea     1f(%rip), %rax
        push    %rax
        lretq
1:      mov     $0x10, %eax
        mov     %eax, %ss
        mov     %eax, %ds
        mov     $tss, %eax
        mov     %ax, tss_descriptor + 2
        shr     $16, %eax
        mov     %al, tss_descriptor + 4
        mov     $0x28, %eax
        ltr     %ax
        say     'G'

        # A page that is not there.
        movq    $0x1234, HOLE
        cmpq    $2, last_error        # a write by the supervisor, not present
        expect  je, 'a'
        cmpq    $HOLE, last_address
        expect  je, 'b'
        cmpq    $0x1234, HOLE
        expect  je, 'c'
        testq   $0x60, PT + (HOLE >> 12) * 8  # A and D
        expect  jnz, 'd'

        # A read-only page, written from ring 0 under CR0.WP, by an instruction that reads first.
        addq    $1, FIXED + 8
        cmpq    $3, last_error
        expect  je, 'e'
        cmpq    $1, FIXED + 8
        expect  je, 'f'

        # A page that may not be executed: the handler takes us back to where we said.
        movb    $0xc3, DATA
        lea     1f(%rip), %rax
        mov     %rax, escape
        mov     $DATA, %eax
        call    *%rax
1:      movq    $0, escape
        cmpq    $0x11, last_error     # instruction fetch, present
        expect  je, 'g'

        # Pages of other sizes; A without D after a read.
        movq    $0x77, 0x3ffff8
        cmpq    $0x77, GIANT + 0x3ffff8
        expect  je, 'h'
        testq   $0x40, PDPT + 8
        expect  jz, 'i'
        movq    $0x78, GIANT + 0x3ffff8
        testq   $0x40, PDPT + 8
        expect  jnz, 'j'

        # An address that is not canonical.
        lea     1f(%rip), %rax
        mov     %rax, escape
        mov     $0x8000000000000000, %rax
        mov     (%rax), %rax
1:      movq    $0, escape
        cmpq    $13, last_vector
        expect  je, 'k'

        # Ring 3, and back by SYSCALL and by INT.
        mov     $0xc0000081, %ecx
        xor     %eax, %eax
        mov     $0x00100008, %edx     # SYSRET selectors from 0x10, SYSCALL from 0x08
        wrmsr
        mov     $0xc0000082, %ecx
        lea     syscall_entry(%rip), %rax
        mov     %rax, %rdx
        shr     $32, %rdx
        wrmsr
        mov     $0xc0000084, %ecx
        mov     $0x600, %eax          # IF and DF are cleared on entry
        xor     %edx, %edx
        wrmsr
        mov     $0xc0000102, %ecx
        mov     $0x1111, %eax
        xor     %edx, %edx
        wrmsr
        pushq   $0x1b                 # user data
        pushq   $USER_STACK
        pushq   $0x202
        pushq   $0x23                 # user code
        pushq   $user
        iretq

syscall_entry:
        swapgs
        mov     %rsp, user_rsp
        mov     $KERNEL_STACK, %esp
        pushfq
        testl   $0x600, (%rsp)
        expect  jz, 'm'
        popfq
        cmp     $39, %edi
        expect  je, 'n'
        mov     $0xc0000101, %esi
        push    %rcx
        mov     %esi, %ecx
        rdmsr
        cmp     $0x1111, %eax         # SWAPGS brought it
        expect  je, 'o'
        pop     %rcx
        swapgs
        mov     user_rsp, %rsp
        mov     $4711, %eax
        sysretq

        # Vector 0x80: the way out of ring 3.
interrupt_entry:
        cmpq    $0x23, 8(%rsp)
        expect  je, 'q'
        mov     %cs, %ax
        test    $3, %al
        expect  jz, 'r'
        # Single step: the trap comes behind the instruction that follows POPF's.
        movq    $0, last_vector
        pushfq
        orl     $0x100, (%rsp)
        popfq
        nop
        pushfq
        andl    $~0x100, (%rsp)
        popfq
        cmpq    $1, last_vector
        expect  je, 's'
        # What selectors allow: a segment's attributes, a system segment's limit, and nothing to a weaker requester.
        xor     %edx, %edx
        mov     $0x18, %ecx           # user data
        lar     %ecx, %eax
        setz    %dl
        cmp     $0xf300, %eax
        sete    %dh
        mov     $0x28, %ecx           # the TSS, which LTR has made busy
        lsl     %ecx, %eax
        jnz     1f
        cmp     $0x67, %eax
        jne     1f
        mov     $0x10, %ecx           # kernel data
        verw    %cx
        jnz     1f
        mov     $0x13, %ecx           # the same for ring 3
        verw    %cx
        jz      2f
        mov     $0xfff8, %ecx         # beyond the table
        lar     %ecx, %eax
        jz      2f
        cmp     $0x0101, %dx
        jmp     1f
2:      test    %esp, %esp
1:      expect  je, 'u'
        # A stack that is not there: #PF while delivering #PF is #DF, on its own stack.
        lea     1f(%rip), %rax
        mov     %rax, escape
        mov     $0x123456780, %rsp
        push    %rax
1:      cmpq    $8, last_vector
        expect  je, 't'
        mov     $KERNEL_STACK, %esp
        say     '.'
        hlt
        # No IDT at all: triple fault.
        lidt    nothing
        int3

        .macro  handler name, vector, code
\name:
        .if     \code == 0
        pushq   $0
        .endif
        push    %rax
        movq    $\vector, last_vector
        mov     8(%rsp), %rax
        mov     %rax, last_error
        jmp     common
        .endm

        handler handle_debug, 1, 0
        handler handle_double, 8, 1
        handler handle_protection, 13, 1
        handler handle_page, 14, 1
common:
        mov     %cr2, %rax
        mov     %rax, last_address
        cmpq    $0, escape
        je      1f
        mov     escape, %rax
        mov     %rax, 16(%rsp)
        movq    $0x08, 24(%rsp)
        cmpq    $14, last_vector
        jne     3f
        # The CALL into the page had pushed its return address.
        addq    $8, 40(%rsp)
        jmp     3f
1:      cmpq    $14, last_vector
        jne     3f
        cmpq    $HOLE, last_address
        jne     2f
        movq    $HOLE + 3, PT + (HOLE >> 12) * 8
        jmp     3f
2:      orq     $2, PT + (FIXED >> 12) * 8
        invlpg  FIXED
3:      pop     %rax
        add     $8, %rsp
        iretq

        .balign 4096
user:
        mov     $39, %edi
        std
        mov     $0x99, %r11d
        syscall
        cmp     $4711, %eax
        jne     1f
        mov     %cs, %eax
        cmp     $0x23, %eax
        jne     1f
        cld
        int     $0x80
1:      ud2
        .balign 4096

        .data
        .balign 16
gdt:    .quad   0
        .quad   0x00209b0000000000    # 0x08 kernel code
        .quad   0x0000930000000000    # 0x10 kernel data
        .quad   0x0000f30000000000    # 0x18 user data
        .quad   0x0020fb0000000000    # 0x20 user code
tss_descriptor:
        .quad   0x0000890000000067    # 0x28 TSS
        .quad   0
gdt_end:
gdt_pointer:
        .word   gdt_end - gdt - 1
        .quad   gdt
tss:    .long   0
        .quad   KERNEL_STACK, 0, 0    # RSP0 to RSP2
        .quad   0
        .quad   FAULT_STACK           # IST1
        .fill   6, 8, 0
        .quad   0
        .word   0, 0x68
        .balign 16
        .macro  gate target, ist, attributes
        .word   \target - _start, 0x08
        .byte   \ist, \attributes
        .word   0x10
        .quad   0
        .endm
idt:    .quad   0, 0
        gate    handle_debug, 0, 0x8e
        .fill   2 * 6, 8, 0
        gate    handle_double, 1, 0x8e
        .fill   2 * 4, 8, 0
        gate    handle_protection, 0, 0x8e
        gate    handle_page, 0, 0x8e
        .fill   2 * (0x80 - 15), 8, 0
        gate    interrupt_entry, 0, 0xee
idt_end:
idt_pointer:
        .word   idt_end - idt - 1
        .quad   idt
nothing:
        .word   0
        .quad   0
last_vector:
        .quad   0
last_error:
        .quad   0
last_address:
        .quad   0
escape: .quad   0
user_rsp:
        .quad   0
