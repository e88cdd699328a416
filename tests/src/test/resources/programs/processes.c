#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static void last(void) { puts("last"); }
static void first(void) { puts("first"); }
static __thread int local = 7;
static __thread char block[100];
int main(int argc, char **argv)
{
    (void)argc;
    atexit(last);
    atexit(first);
    struct utsname name;
    printf("uname %d %s %s\n", uname(&name), name.sysname, name.machine);
    printf("ids %d\n", getpid() > 0 && getppid() >= 0 && getuid() == geteuid());
    struct rlimit limit;
    printf("stack limit %d %d\n", getrlimit(RLIMIT_STACK, &limit), limit.rlim_cur >= 1 << 20);
    struct timespec a, b, req = {0, 20000000};
    clock_gettime(CLOCK_MONOTONIC, &a);
    nanosleep(&req, NULL);
    clock_gettime(CLOCK_MONOTONIC, &b);
    long passed = (b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec;
    printf("slept %d\n", passed >= 20000000 && passed < 2000000000);
    printf("time %d\n", time(NULL) > 1700000000);
    char random[16] = {0}, zero[16] = {0};
    printf("getrandom %zd %d\n", getrandom(random, 16, 0), memcmp(random, zero, 16) != 0);
    prctl(PR_SET_NAME, "a name that is long");
    char thread[17] = {0};
    prctl(PR_GET_NAME, thread);
    printf("name %s\n", thread);
    printf("thread local %d %d\n", ++local, block[99]);
    printf("wait %d %d\n", wait(NULL), errno);
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    path[n < 0 ? 0 : n] = 0;
    printf("exe %d\n", n > 0 && strstr(argv[0], strrchr(path, '/') + 1) != NULL);
    FILE *maps = fopen("/proc/self/maps", "r");
    int stack = 0, lines = 0;
    while (maps && fgets(path, sizeof path, maps)) {
        lines++;
        stack |= strstr(path, "[stack]") != NULL;
    }
    printf("maps %d %d\n", lines > 3, stack);
    struct tm tm;
    time_t when = 86400L * 365 * 30;
    strftime(path, sizeof path, "%Y-%m-%d %H:%M:%S %j", gmtime_r(&when, &tm));
    puts(path);
    return 42;
}
