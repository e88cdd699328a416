#include <stdio.h>
#include <string.h>
#include <unistd.h>
struct point { int x, y; double weight; };
static int global = 1;
__thread int per_thread = 5;
static int inner(struct point *p, int depth)
{
    p->x += depth;
    global += p->x;
    return p->x * 2;
}
static int outer(int n)
{
    struct point p = {n, n + 1, 1.5};
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += inner(&p, i);
    return sum;
}
double scaled(double a, int b, float c) { return a * b + c; }
int main(int argc, char **argv)
{
    int result = outer(10);
    per_thread++;
    printf("result %d global %d\n", result, global);
    fflush(stdout);
    if (argc > 1 && !strcmp(argv[1], "loop"))
        for (volatile long i = 0;; i++)
            global = (int)i;
    if (argc > 1 && !strcmp(argv[1], "sleep"))
        for (;;)
            pause();
    return scaled(2, 3, 0.5f) > 6 ? 9 : 1;
}
