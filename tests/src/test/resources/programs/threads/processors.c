// How many processors there are, asked in every way, and whether all may be used.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>

static int lines_of(const char *path, const char *start) {
    char line[256];
    int count = 0;
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        count += strncmp(line, start, strlen(start)) == 0;
    }
    if (file != NULL) {
        fclose(file);
    }
    return count;
}

static int last_of(const char *path) {
    char line[64] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(line, sizeof line, file) == NULL) {
        return -1;
    }
    fclose(file);
    char *dash = strrchr(line, '-');
    return atoi(dash ? dash + 1 : line);
}

static void *pinned(void *number) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((long) number, &set);
    if (sched_setaffinity(0, sizeof set, &set) != 0) {
        return (void *) 0;
    }
    for (int i = 0; i < 200; i++) {
        if (sched_getcpu() != (long) number) {
            return (void *) 0;
        }
        sched_yield();
    }
    return (void *) 1;
}

int main(void) {
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    int count = CPU_COUNT(&set);
    pthread_t all[128];
    long good = 0;
    for (long i = 0; i < 2 * count; i++) {
        pthread_create(&all[i], NULL, pinned, (void *) (i / 2));
    }
    for (int i = 0; i < 2 * count; i++) {
        void *result;
        pthread_join(all[i], &result);
        good += (long) result;
    }
    printf("%d processors: onln %ld, conf %ld, nprocs %d, cpuinfo %d, stat %d, online 0-%d, possible 0-%d, pinned %ld\n",
           count, sysconf(_SC_NPROCESSORS_ONLN), sysconf(_SC_NPROCESSORS_CONF), get_nprocs(),
           lines_of("/proc/cpuinfo", "processor"), lines_of("/proc/stat", "cpu") - 1,
           last_of("/sys/devices/system/cpu/online"), last_of("/sys/devices/system/cpu/possible"), good);
    return 0;
}
