// Executes single instructions on this processor: for each record of a file, loads the state it holds, executes the
// instruction, and writes the state behind it into the same record. NativeRunner.java has the other side.
//
// Everything happens in signal handlers: returning from one loads every register (general, x87, vector) from its frame,
// and the trap or fault that follows the instruction brings all of them back. The page of code is full of INT3, so that
// an instruction which completes traps right behind itself or at its target.
//
// No C library, since FS belongs to the instruction.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <ucontext.h>

enum {
    SCRATCH = 0x20000000,
    SCRATCH_SIZE = 0x2000,
    CODE = 0x30000000,
    CODE_SIZE = 0x2000,
    // Nowhere that a power of two or another favourite of the tests would hit.
    ALIAS = 0x48c91000,
    RECORDS = 0x53357000,
    STACK = 0x47a53000,
    STACK_SIZE = 0x20000,
    COMPLETED = 255,
    PENDING = 254,
    ARCH_SET_GS = 0x1001,
    ARCH_SET_FS,
    ARCH_GET_FS,
    ARCH_GET_GS,
    YMM_UPPER = 576
};

struct record {
    uint8_t code[15];
    uint8_t length;
    uint32_t exception;
    uint32_t error;
    uint64_t cr2;
    uint64_t gpr[16];
    uint64_t rip;
    uint64_t rflags;
    uint64_t base[2];
    uint32_t mxcsr;
    uint16_t control;
    uint16_t status;
    uint16_t tag;
    uint8_t unused[6];
    uint8_t st[8][16];
    uint8_t padding[16];
    uint8_t ymm[16][32];
    uint8_t rest[0x400 - 0x360];
    uint8_t scratch[SCRATCH_SIZE];
};
_Static_assert(sizeof(struct record) == 0x2400, "the other side counts on it");

// Where a signal frame has rax rcx rdx rbx rsp rbp rsi rdi r8 ... r15.
static const uint8_t greg[16] = {REG_RAX, REG_RCX, REG_RDX, REG_RBX, REG_RSP, REG_RBP, REG_RSI, REG_RDI,
                                 REG_R8,  REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15};

static struct record *current;
static struct record *end;
static int running;

static long call(long number, long a, long b, long c, long d, long e, long f) {
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}

static void leave(int status) {
    for (;;) {
        call(SYS_exit_group, status, 0, 0, 0, 0, 0);
    }
}

static void require(long result) {
    if (result < 0 && result > -4096) {
        leave(100 - (int) result);
    }
}

static void copy(void *to, const void *from, long size) {
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}

static void fill(void *to, int value, long size) {
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(value) : "memory");
}

void *memcpy(void *to, const void *from, unsigned long size) {
    copy(to, from, (long) size);
    return to;
}

void *memset(void *to, int value, unsigned long size) {
    fill(to, value, (long) size);
    return to;
}

// As much of the instruction as the page of code has room for.
static long placed(const struct record *r, uint64_t rip) {
    long room = CODE + CODE_SIZE - (long) rip;
    return room < r->length ? room : r->length;
}

static uint64_t start;

static void load(struct record *r, ucontext_t *context) {
    greg_t *registers = context->uc_mcontext.gregs;
    uint8_t *fpu = (uint8_t *) context->uc_mcontext.fpregs;
    for (int i = 0; i < 16; i++) {
        registers[greg[i]] = (greg_t) r->gpr[i];
        copy(fpu + 160 + 16 * i, r->ymm[i], 16);
        copy(fpu + YMM_UPPER + 16 * i, r->ymm[i] + 16, 16);
    }
    registers[REG_RIP] = (greg_t) r->rip;
    registers[REG_EFL] = (greg_t) r->rflags;
    *(uint16_t *) fpu = r->control;
    *(uint16_t *) (fpu + 2) = r->status;
    *(uint16_t *) (fpu + 4) = r->tag;
    fill(fpu + 6, 0, 18);
    *(uint32_t *) (fpu + 24) = r->mxcsr;
    copy(fpu + 32, r->st, 128);
    *(uint64_t *) (fpu + 512) |= 7;
    copy((void *) SCRATCH, r->scratch, SCRATCH_SIZE);
    start = r->rip;
    copy((void *) (r->rip - CODE + ALIAS), r->code, placed(r, r->rip));
    require(call(SYS_arch_prctl, ARCH_SET_FS, (long) r->base[0], 0, 0, 0, 0));
    require(call(SYS_arch_prctl, ARCH_SET_GS, (long) r->base[1], 0, 0, 0, 0));
}

static void store(struct record *r, const ucontext_t *context) {
    const greg_t *registers = context->uc_mcontext.gregs;
    const uint8_t *fpu = (const uint8_t *) context->uc_mcontext.fpregs;
    uint64_t present = *(const uint64_t *) (fpu + 512);
    call(SYS_arch_prctl, ARCH_GET_FS, (long) &r->base[0], 0, 0, 0, 0);
    call(SYS_arch_prctl, ARCH_GET_GS, (long) &r->base[1], 0, 0, 0, 0);
    fill((void *) (start - CODE + ALIAS), 0xcc, placed(r, start));
    copy(r->scratch, (void *) SCRATCH, SCRATCH_SIZE);
    for (int i = 0; i < 16; i++) {
        r->gpr[i] = (uint64_t) registers[greg[i]];
        // A component that is not present is in its initial state, whatever the frame has.
        if (present & 2) {
            copy(r->ymm[i], fpu + 160 + 16 * i, 16);
        } else {
            fill(r->ymm[i], 0, 16);
        }
        if (present & 4) {
            copy(r->ymm[i] + 16, fpu + YMM_UPPER + 16 * i, 16);
        } else {
            fill(r->ymm[i] + 16, 0, 16);
        }
    }
    r->mxcsr = *(const uint32_t *) (fpu + 24);
    if (present & 1) {
        r->control = *(const uint16_t *) fpu;
        r->status = *(const uint16_t *) (fpu + 2);
        r->tag = fpu[4];
        copy(r->st, fpu + 32, 128);
    } else {
        r->control = 0x37f;
        r->status = 0;
        r->tag = 0;
        fill(r->st, 0, 128);
    }
    r->rflags = (uint64_t) registers[REG_EFL];
    r->rip = (uint64_t) registers[REG_RIP];
    r->exception = (uint32_t) registers[REG_TRAPNO];
    r->error = (uint32_t) registers[REG_ERR];
    r->cr2 = (uint64_t) registers[REG_CR2];
    if (r->exception == 3) {
        r->exception = COMPLETED;
        r->rip--;
    } else if (r->exception == 14 && (r->error & 16) && r->cr2 == r->rip && r->rip != start) {
        // The target of a branch, where nothing is mapped.
        r->exception = COMPLETED;
    }
    if (r->exception != 14) {
        r->cr2 = 0;
    }
    if (r->exception == COMPLETED) {
        r->error = 0;
    }
}

static void handler(int number, siginfo_t *info, void *frame) {
    // What the instruction left in AC would make this code fault.
    __asm__ volatile("pushfq; andl $~0x40000, (%%rsp); popfq" : : : "cc", "memory");
    (void) info;
    ucontext_t *context = frame;
    if (number == SIGALRM) {
        leave(3);
    }
    if (running) {
        running = 0;
        store(current, context);
        current++;
    } else if (number != SIGUSR1) {
        leave(4);
    }
    if (current == end) {
        leave(0);
    }
    load(current, context);
    running = 1;
}

__attribute__((naked)) static void restorer(void) {
    __asm__("mov $15, %eax; syscall");
}

struct kernel_action {
    void (*handler)(int, siginfo_t *, void *);
    unsigned long flags;
    void (*restorer)(void);
    unsigned long mask;
};

static void *map(long at, long size, int protection, int flags, int file) {
    long result = call(SYS_mmap, at, size, protection, flags | (at ? MAP_FIXED : 0), file, 0);
    require(result);
    return (void *) result;
}

static void begin(long *arguments) {
    static const int signals[] = {SIGUSR1, SIGTRAP, SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGALRM};
    struct stat size;
    long file = call(SYS_open, arguments[2], O_RDWR, 0, 0, 0, 0);
    require(file);
    require(call(SYS_fstat, file, (long) &size, 0, 0, 0, 0));
    map(SCRATCH, SCRATCH_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    map(STACK, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    long code = call(SYS_memfd_create, (long) "code", 0, 0, 0, 0, 0);
    require(code);
    require(call(SYS_ftruncate, code, CODE_SIZE, 0, 0, 0, 0));
    map(CODE, CODE_SIZE, PROT_READ | PROT_EXEC, MAP_SHARED, (int) code);
    map(ALIAS, CODE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, (int) code);
    fill((void *) ALIAS, 0xcc, CODE_SIZE);
    current = map(RECORDS, size.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, (int) file);
    end = current + size.st_size / (long) sizeof(struct record);

    stack_t stack = {.ss_sp = (void *) STACK, .ss_size = STACK_SIZE};
    require(call(SYS_sigaltstack, (long) &stack, 0, 0, 0, 0, 0));
    struct kernel_action action = {handler, SA_SIGINFO | SA_ONSTACK | SA_NODEFER | 0x04000000, restorer, 0};
    for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++) {
        require(call(SYS_rt_sigaction, signals[i], (long) &action, 0, 8, 0, 0));
    }
    // An instruction that never ends.
    call(SYS_alarm, 60, 0, 0, 0, 0, 0);
    call(SYS_kill, call(SYS_getpid, 0, 0, 0, 0, 0, 0), SIGUSR1, 0, 0, 0, 0);
    leave(5);
}

__attribute__((naked, noreturn)) void _start(void) {
    __asm__("mov %%rsp, %%rdi; and $-16, %%rsp; call %P0; hlt" : : "i"(begin));
}
