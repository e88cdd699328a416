/* A hermit crab looks for a shell: a guest small enough to read while you watch it run.
 *
 * It prints who and where it is, tries shells until one fits, keeps a diary in /tmp, reads it back, and ends with
 * status 7. Good places for a breakpoint: try_shell, write_diary. A good place to watch: crab.shells_tried. */
#include "linux.h"

struct shell {
    const char *name;
    int room;
};

struct crab {
    const char *name;
    int size;
    int shells_tried;
    const struct shell *home;
};

static const struct shell beach[] = {{"periwinkle", 3}, {"dog whelk", 6}, {"moon snail", 11}, {"whelk", 19}};

static struct crab crab = {"Paguro", 9, 0, 0};

static long length(const char *text)
{
    long n = 0;
    while (text[n])
        n++;
    return n;
}

static void print(const char *text)
{
    linux_call(SYS_WRITE, 1, (long) text, length(text), 0);
}

static void print_number(long value)
{
    char digits[24];
    int at = sizeof digits - 1;
    digits[at] = 0;
    do {
        digits[--at] = '0' + value % 10;
        value /= 10;
    } while (value);
    print(digits + at);
}

static void introduce(struct crab *who)
{
    struct utsname system;
    linux_call(SYS_UNAME, (long) &system, 0, 0, 0);
    print(who->name);
    print(" wakes up as process ");
    print_number(linux_call(SYS_GETPID, 0, 0, 0, 0));
    print(" on ");
    print(system.sysname);
    print(" ");
    print(system.machine);
    print("\n");
}

static int try_shell(struct crab *who, const struct shell *shell)
{
    int spare = shell->room - who->size;
    who->shells_tried++;
    print("  tries the ");
    print(shell->name);
    print(spare < 0 ? ": too small\n" : ": fits\n");
    return spare >= 0;
}

static const struct shell *search(struct crab *who)
{
    for (unsigned i = 0; i < sizeof beach / sizeof beach[0]; i++)
        if (try_shell(who, &beach[i]))
            return &beach[i];
    return 0;
}

static void write_diary(struct crab *who)
{
    char back[64];
    long file = linux_call(SYS_OPENAT, AT_FDCWD, (long) "/tmp/diary", O_RDWR | O_CREAT | O_TRUNC, 0600);
    linux_call(SYS_WRITE, file, (long) who->home->name, length(who->home->name), 0);
    linux_call(SYS_LSEEK, file, 0, 0, 0);
    long size = linux_call(SYS_READ, file, (long) back, sizeof back - 1, 0);
    linux_call(SYS_CLOSE, file, 0, 0, 0);
    back[size > 0 ? size : 0] = 0;
    print("  the diary in /tmp says: ");
    print(back);
    print("\n");
}

int main(int argc, char **argv)
{
    if (argc > 1)
        crab.name = argv[1];
    introduce(&crab);
    crab.home = search(&crab);
    write_diary(&crab);
    print("  sleeps well after ");
    print_number(crab.shells_tried);
    print(" shells\n");
    return crab.shells_tried + 4;
}
