#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
static uint32_t seed = 12345;
static uint32_t next(void) { return seed = seed * 1664525u + 1013904223u; }
int main(void)
{
    void *blocks[500] = {0};
    size_t sizes[500] = {0};
    uint64_t sum = 0;
    for (int i = 0; i < 20000; i++) {
        int k = next() % 500;
        if (blocks[k]) {
            unsigned char *p = blocks[k];
            for (size_t j = 0; j < sizes[k]; j += 97)
                if (p[j] != (unsigned char)k) { puts("heap damaged"); return 1; }
            if (next() & 1) {
                size_t grown = sizes[k] * 2 + 1;
                if (grown > 1 << 20) grown = 10;
                p = blocks[k] = realloc(p, grown);
                memset(p, k, grown);
                sizes[k] = grown;
                continue;
            }
            free(p);
            blocks[k] = NULL;
        } else {
            sizes[k] = next() % (i % 50 ? 2000 : 400000) + 1;
            blocks[k] = memset(malloc(sizes[k]), k, sizes[k]);
            sum += sizes[k];
        }
    }
    printf("allocated %llu\n", (unsigned long long)sum);
    long page = sysconf(_SC_PAGESIZE);
    char *map = mmap(NULL, 10 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    strcpy(map + 5 * page, "kept");
    printf("mprotect %d\n", mprotect(map + 6 * page, page, PROT_NONE));
    printf("munmap %d\n", munmap(map, 3 * page));
    map = mremap(map + 5 * page, page, 100 * page, MREMAP_MAYMOVE);
    printf("mremap %s %d\n", map == MAP_FAILED ? "failed" : map, map[99 * page]);
    madvise(map, page, MADV_DONTNEED);
    printf("after DONTNEED %d\n", map[0]);
    printf("bad munmap %d %d\n", munmap(map + 1, page), errno);
    void *fixed = mmap((void *)0x20000000, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    printf("fixed %p\n", fixed);
    errno = 0;
    fixed = mmap((void *)0x20000000, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    printf("again %s %d\n", fixed == MAP_FAILED ? "refused" : "given", errno);
    char name[] = "/tmp/hermitscope-map-XXXXXX";
    int fd = mkstemp(name);
    printf("write %zd\n", write(fd, "0123456789", 10));
    char *file = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    file[3] = 'x';
    char back[11] = {0};
    printf("pread %zd %s\n", pread(fd, back, 10, 0), back);
    printf("pwrite %zd map %.10s\n", pwrite(fd, "AB", 2, 5), file);
    char *private = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    private[0] = 'P';
    printf("private %.10s shared %.10s\n", private, file);
    unlink(name);
    uint8_t *code = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    for (int round = 1; round <= 3; round++) {
        uint8_t text[] = {0xb8, (uint8_t)(round * 11), 0, 0, 0, 0xc3};   /* mov $n, %eax; ret */
        mprotect(code, page, PROT_READ | PROT_WRITE);
        memcpy(code, text, sizeof text);
        mprotect(code, page, PROT_READ | PROT_EXEC);
        printf("made code returns %d\n", ((int (*)(void))code)());
    }
    return 0;
}
