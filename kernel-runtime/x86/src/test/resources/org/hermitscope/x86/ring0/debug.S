# A kernel that debugs itself: DR0 to DR7, RF and TF (SDM 3B 18). It writes a letter to port 0xe9 for each thing that
# went right, '!' and a letter for what went wrong, and ends with HLT.
#
# Entered at 0x100000 in long mode, ring 0, with all memory mapped to itself and RSP valid.

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

        # Sets DR7 and forgets what was reported before.
        .macro  arm value
        movq    $0, reported
        movq    $0, reports
        mov     $\value, %eax
        mov     %rax, %dr7
        .endm

        # One #DB, with these low bits of DR6, at this address.
        .macro  once bits, address, letter
        cmpq    $1, reports
        expect  je, \letter
        cmpq    $\bits, reported
        expect  je, \letter
        cmpq    $\address, reported_rip
        expect  je, \letter
        .endm

        .macro  never letter
        cmpq    $0, reports
        expect  je, \letter
        .endm

        .text
        .code64
        .globl  _start
_start:
        lgdt    gdt_pointer
        lidt    idt_pointer
        pushq   $0x08
        lea     1f(%rip), %rax
        push    %rax
        lretq
1:      mov     $0x10, %eax
        mov     %eax, %ss
        xor     %eax, %eax
        mov     %rax, %dr6

        # Writes of 4 bytes: behind the instruction, whatever part of them is touched.
        mov     $data, %eax
        mov     %rax, %dr0
        arm     0x000d0002            # G0, write, 4 bytes
        movl    $7, data
a:      nop
        once    1, a, 'a'
        cmpl    $7, data
        expect  je, 'a'
        arm     0x000d0002
        movb    $1, data + 3
b:      nop
        once    1, b, 'b'
        arm     0x000d0002
        movl    $1, data + 4
        mov     data, %ecx
        never   'c'
        arm     0x000d0002
        movq    $1, data - 4
d:      nop
        once    1, d, 'd'

        # Reads and writes of 8 bytes through DR1; string instructions trap between iterations.
        mov     $data, %eax
        mov     %rax, %dr1
        arm     0x00b00004            # L1, read or write, 8 bytes
        mov     data + 7, %cl
e:      nop
        once    2, e, 'e'
        arm     0x00b00004
        mov     $data - 16, %edi
        mov     $4, %ecx
        xor     %eax, %eax
f:      rep stosq
        nop
        once    2, f, 'f'             # after the third of four, so RIP is still the instruction

        # Instructions: before they run; RF lets the handler go on; the count says that it ran once.
        mov     $g, %eax
        mov     %rax, %dr2
        movq    $0, data
        arm     0x00000020            # G2, execute
g:      incq    data
        mov     $0x400, %eax
        mov     %rax, %dr7
        once    4, g, 'g'
        cmpq    $1, data
        expect  je, 'g'

        # A repeated instruction with a breakpoint is met once, however many iterations it makes.
        mov     $h, %eax
        mov     %rax, %dr2
        mov     $0x200000, %edi
        mov     $0x40000, %ecx
        arm     0x00000020
h:      rep stosb
        mov     $0x400, %eax
        mov     %rax, %dr7
        once    4, h, 'h'
        jrcxz   2f
        say     '!'
2:

        # Two at once are one exception; a disabled one is none.
        mov     $data, %eax
        mov     %rax, %dr0
        mov     %rax, %dr1
        arm     0x00ff000a            # G0 and G1, read or write, 4 bytes
        incl    data
i:      nop
        once    3, i, 'i'
        arm     0x00ff0000
        incl    data
        never   'j'

        # DR7.GD: a move is refused before it happens, and GD is cleared for the handler.
        arm     0x00002000
k:      mov     %dr0, %rbx
        cmpq    $1, reports
        expect  je, 'k'
        testq   $0x2000, reported
        expect  jnz, 'k'
        cmpq    $k, reported_rip
        expect  je, 'k'
        cmp     $data, %ebx
        expect  je, 'k'

        # MOV SS puts a data breakpoint off until behind the next instruction.
        mov     $selector, %eax
        mov     %rax, %dr0
        mov     $0x10, %edx
        arm     0x00030002            # G0, read or write, 1 byte
        mov     selector, %ss
        mov     %edx, %ebx
l:      nop
        once    1, l, 'l'

        # A single step and a data breakpoint are one exception.
        mov     $data, %eax
        mov     %rax, %dr0
        arm     0x00030002
        movq    $1, stop_stepping
        pushfq
        orl     $0x100, (%rsp)
        popfq
        incb    data
m:      nop
        cmpq    $0x4001, reported
        expect  je, 'm'
        cmpq    $m, reported_rip
        expect  je, 'm'

        # A port, with CR4.DE.
        mov     %cr4, %rax
        or      $8, %rax
        mov     %rax, %cr4
        mov     $0x80, %eax
        mov     %rax, %dr3
        arm     0x20000080            # G3, port, 1 byte
        out     %al, $0x80
n:      nop
        once    8, n, 'n'
        mov     $0x400, %eax
        mov     %rax, %dr7
        say     '.'
        hlt

handle_debug:
        push    %rax
        mov     %dr6, %rax
        and     $0xe00f, %eax
        mov     %rax, reported
        mov     $0xffff0ff0, %eax
        mov     %rax, %dr6
        mov     8(%rsp), %rax
        mov     %rax, reported_rip
        incq    reports
        testl   $0x10000, 24(%rsp)    # never set for #DB of these kinds but GD's
        jz      1f
        testq   $0x2000, reported
        jnz     1f
        say     '!'
1:      orl     $0x10000, 24(%rsp)
        cmpq    $0, stop_stepping
        je      2f
        testq   $0x4000, reported
        jz      2f
        andl    $~0x100, 24(%rsp)
        movq    $0, stop_stepping
2:      pop     %rax
        iretq

        .data
        .balign 16
gdt:    .quad   0
        .quad   0x00209b0000000000    # 0x08 kernel code
        .quad   0x0000930000000000    # 0x10 kernel data
gdt_end:
gdt_pointer:
        .word   gdt_end - gdt - 1
        .quad   gdt
        .balign 16
idt:    .quad   0, 0
        .word   handle_debug - _start, 0x08
        .byte   0, 0x8e
        .word   0x10
        .quad   0
idt_end:
idt_pointer:
        .word   idt_end - idt - 1
        .quad   idt
        .balign 16
        .quad   0, 0
data:   .quad   0, 0, 0
selector:
        .quad   0x10
reported:
        .quad   0
reports:
        .quad   0
reported_rip:
        .quad   0
stop_stepping:
        .quad   0
