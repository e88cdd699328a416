/* What a program needs that has no C library: system calls, with numbers and registers as in the x86-64 psABI, A.2.1,
 * and a start. */
#ifndef LINUX_H
#define LINUX_H

enum { SYS_READ = 0, SYS_WRITE = 1, SYS_CLOSE = 3, SYS_LSEEK = 8, SYS_GETPID = 39, SYS_UNAME = 63, SYS_EXIT = 231,
       SYS_OPENAT = 257 };

enum { AT_FDCWD = -100, O_RDWR = 2, O_CREAT = 0100, O_TRUNC = 01000 };

struct utsname {
    char sysname[65], nodename[65], release[65], version[65], machine[65], domainname[65];
};

static inline long linux_call(long number, long a, long b, long c, long d)
{
    register long fourth __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(fourth)
                     : "rcx", "r11", "memory");
    return result;
}

int main();

/* The kernel starts a program here, with argc at the stack pointer and argv above it. */
__attribute__((naked, noreturn)) void _start(void)
{
    __asm__("xor %ebp, %ebp\n\t"
            "mov (%rsp), %edi\n\t"
            "lea 8(%rsp), %rsi\n\t"
            "and $-16, %rsp\n\t"
            "call main\n\t"
            "mov %eax, %edi\n\t"
            "mov $231, %eax\n\t"
            "syscall");
}

#endif
