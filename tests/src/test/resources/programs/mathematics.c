#include <complex.h>
#include <fenv.h>
#include <math.h>
#include <stdio.h>
#pragma STDC FENV_ACCESS ON
static volatile double zero = 0.0, one = 1.0, three = 3.0;
int main(void)
{
    for (double x = -3.75; x < 4; x += 1.25) {
        printf("%.15g: %.15g %.15g %.15g %.15g %.15g\n", x, sin(x), cos(x), tan(x), exp(x), atan2(x, 2));
        printf("%.15g %.15g %.15g %.15g %.15g\n", sinh(x), tanh(x), cbrt(x), erf(x), fabs(x));
        printf("%.15g %.15g %.15g %.15g\n", log(fabs(x)), log2(fabs(x)), sqrt(fabs(x)), pow(fabs(x), 1.3));
        printf("%g %g %g %g %g %ld %d\n", floor(x), ceil(x), rint(x), trunc(x), round(x), lrint(x), ilogb(x));
        printf("%.9g %.9g %.9g %.9g\n", sinf((float)x), expf((float)x), logf(fabsf((float)x)), powf(2.5f, (float)x));
        printf("%.18Lg %.18Lg %.18Lg %.18Lg\n", sinl(x), expl(x), logl(fabsl((long double)x)), sqrtl(fabsl((long double)x)));
        printf("%.18Lg %.18Lg %.18Lg\n", atanl(x), powl(1.5L, x), fmodl(x, 0.7L));
    }
    printf("%g %g %g\n", fmod(7.5, 2), remainder(7.5, 2), hypot(3, 4));
    double complex z = csqrt(-4 + 3 * I);
    printf("%.12g %.12g\n", creal(z), cimag(z));
    int modes[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO};
    for (int i = 0; i < 4; i++) {
        fesetround(modes[i]);
        printf("%a %a %ld %.3f\n", one / three, -one / three, lrint(2.5), 0.0005);
    }
    fesetround(FE_TONEAREST);
    feclearexcept(FE_ALL_EXCEPT);
    volatile double q = one / zero;
    printf("%g %d %d %d\n", q, !!fetestexcept(FE_DIVBYZERO), !!fetestexcept(FE_INVALID), !!fetestexcept(FE_OVERFLOW));
    q = zero / zero;
    q = one / three;
    printf("%d %d\n", !!fetestexcept(FE_INVALID), !!fetestexcept(FE_INEXACT));
    return 0;
}
