#include <float.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    double values[] = {0.0, -0.0, 1.0, 1.5, 0.1, 1e-7, 123456789.125, 1e22, 1e300, DBL_MIN, DBL_MAX, 5e-324, 2.0 / 3};
    for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
        double v = values[i];
        printf("%g %.17g %e %f %a %10.3f|%-12.4e|%+.0f\n", v, v, v, v > 1e20 ? 1.0 : v, v, v > 1e20 ? 2.5 : v, v, v > 1e20 ? 3 : v);
        long double l = v / 3.0L;
        printf("%Lg %.20Lg %La\n", l, l, l);
    }
    printf("%g %g %g\n", 1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0 != 0.0 / 0.0 ? 1.0 : 0.0);
    const char *texts[] = {"3.14159", "1e-320", "0x1.8p3", "inf", "-7.25e2xyz", "123456789012345678901234567890"};
    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *end;
        printf("%s -> %.17g", texts[i], strtod(texts[i], &end));
        printf(" rest '%s' %.9g %.21Lg\n", end, strtof(texts[i], NULL), strtold(texts[i], NULL));
    }
    printf("%d %u %x %o %lld %" PRIu64 " %hhd %hd %c %5s|%-5s|%05d|%+d|% d|%#x\n", -5, 4000000000u, 0xbeef, 8, -1LL << 62,
           UINT64_MAX, (signed char)200, (short)70000, 'z', "ab", "cd", 42, 42, 42, 255);
    int a; double b; char word[20];
    int n = sscanf("17 2.5e3 word rest", "%d %lf %19s", &a, &b, word);
    printf("%d: %d %g %s\n", n, a, b, word);
    return 0;
}
