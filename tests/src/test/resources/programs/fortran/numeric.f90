! Linear algebra, series, sorting, text and derived types, formatted output.
module shapes
    implicit none
    type, abstract :: shape
    contains
        procedure(area_of), deferred :: area
    end type
    abstract interface
        function area_of(self) result(a)
            import shape
            class(shape), intent(in) :: self
            double precision :: a
        end function
    end interface
    type, extends(shape) :: circle
        double precision :: radius
    contains
        procedure :: area => circle_area
    end type
    type, extends(shape) :: box
        double precision :: width, height
    contains
        procedure :: area => box_area
    end type
contains
    function circle_area(self) result(a)
        class(circle), intent(in) :: self
        double precision :: a
        a = acos(-1d0) * self%radius**2
    end function
    function box_area(self) result(a)
        class(box), intent(in) :: self
        double precision :: a
        a = self%width * self%height
    end function
    recursive subroutine quicksort(values, first, last)
        double precision, intent(inout) :: values(:)
        integer, intent(in) :: first, last
        double precision :: pivot, swap
        integer :: i, j
        i = first
        j = last
        pivot = values((first + last) / 2)
        do
            do while (values(i) < pivot)
                i = i + 1
            end do
            do while (pivot < values(j))
                j = j - 1
            end do
            if (i >= j) exit
            swap = values(i)
            values(i) = values(j)
            values(j) = swap
            i = i + 1
            j = j - 1
        end do
        if (first < i - 1) call quicksort(values, first, i - 1)
        if (j + 1 < last) call quicksort(values, j + 1, last)
    end subroutine
    recursive function fourier(x, forward) result(y)
        complex(kind(1d0)), intent(in) :: x(:)
        logical, intent(in) :: forward
        complex(kind(1d0)) :: y(size(x)), even(size(x) / 2), odd(size(x) / 2), w
        integer :: k, n
        n = size(x)
        if (n == 1) then
            y = x
            return
        end if
        even = fourier(x(1::2), forward)
        odd = fourier(x(2::2), forward)
        do k = 1, n / 2
            w = exp(cmplx(0d0, merge(-2, 2, forward) * acos(-1d0) * (k - 1) / n, kind(1d0)))
            y(k) = even(k) + w * odd(k)
            y(k + n / 2) = even(k) - w * odd(k)
        end do
    end function
end module

program numeric
    use, intrinsic :: ieee_arithmetic
    use, intrinsic :: iso_fortran_env
    use shapes
    implicit none
    integer, parameter :: n = 120
    double precision :: a(n, n), b(n, n), c(n, n), x(n), y(n), factor, residual
    double precision, allocatable :: values(:)
    complex(kind(1d0)) :: signal(256), spectrum(256)
    real(real128) :: quad
    class(shape), allocatable :: any_shape
    integer :: i, j, k, p, status
    integer(int64) :: big
    character(len=80) :: line
    character(len=:), allocatable :: text
    logical :: flags(5)
    character(len=10) :: text_in
    namelist /settings/ i, factor, text_in

    do j = 1, n
        do i = 1, n
            a(i, j) = sin(dble(i * j)) + merge(10d0, 0d0, i == j)
            b(i, j) = 1d0 / (i + j - 1)
        end do
        y(j) = cos(dble(j))
    end do
    c = matmul(a, b)
    print '(a, 3es22.14)', 'product', sum(c), maxval(c), dot_product(c(:, 1), c(1, :))
    x = y
    c = a
    do k = 1, n - 1
        p = maxloc(abs(c(k:n, k)), 1) + k - 1
        if (p /= k) then
            c([k, p], :) = c([p, k], :)
            x([k, p]) = x([p, k])
        end if
        do i = k + 1, n
            factor = c(i, k) / c(k, k)
            c(i, k:n) = c(i, k:n) - factor * c(k, k:n)
            x(i) = x(i) - factor * x(k)
        end do
    end do
    do i = n, 1, -1
        x(i) = (x(i) - dot_product(c(i, i + 1:n), x(i + 1:n))) / c(i, i)
    end do
    residual = maxval(abs(matmul(a, x) - y))
    print '(a, l2, f20.15)', 'solved', residual < 1d-12, x(7)

    signal = [(cmplx(sin(0.1d0 * i) + 0.5d0 * cos(0.7d0 * i), 0d0, kind(1d0)), i = 1, 256)]
    spectrum = fourier(signal, .true.)
    print '(a, i4, f16.10, l2)', 'spectrum', maxloc(abs(spectrum)), abs(spectrum(5)), &
        maxval(abs(fourier(spectrum, .false.) / 256 - signal)) < 1d-12

    allocate (values(50000))
    big = 12345
    do i = 1, size(values)
        big = mod(big * 1103515245_int64 + 12345_int64, 2147483648_int64)
        values(i) = dble(big) / 2147483648d0
    end do
    call quicksort(values, 1, size(values))
    print *, 'sorted', all(values(2:) >= values(:size(values) - 1)), values(1), values(25000)

    allocate (any_shape, source=circle(2d0))
    print *, 'circle', any_shape%area()
    deallocate (any_shape)
    allocate (any_shape, source=box(3d0, 4.5d0))
    print *, 'box', any_shape%area()

    quad = 2
    print *, 'quad', sqrt(quad), exp(1.0_real128), 4 * atan(1.0_real128)
    print *, 'kinds', huge(1), huge(big), epsilon(1.0), tiny(1d0), digits(quad), precision(1d0)
    print '(3(g0, 1x))', gamma(5.5d0), bessel_j0(2.5d0), erf(0.3d0)
    print '(b12.8, o10, z8.6, e14.6e3, en14.3, f8.3, 1x, l1, 1x, a)', 37, 511, 48879, 1.5d-200, 12345.678, 3.14159, .true., 'text'
    flags = [ieee_is_nan(ieee_value(1d0, ieee_quiet_nan)), ieee_is_finite(1d308 * factor), &
             ieee_is_negative(-0d0), 1d0 / 3 * 3 == 1, ieee_support_rounding(ieee_up, 1d0)]
    print *, flags
    write (line, '(i0, a, f0.2)') 42, ' is not ', 41.995
    text = trim(line)
    print *, len(text), text, index(text, 'not'), adjustr(text(1:4)), scan(text, '.'), repeat('ab', 3)
    read (text, *, iostat=status) i
    print *, i, status
    read (text(4:), *, iostat=status) i
    print *, status > 0
    i = 7
    factor = 2.5d0
    text_in = 'name'
    write (*, nml=settings)
    open (10, file='/tmp/numeric-test.dat', form='unformatted', access='stream', status='replace')
    write (10) values(1:10), 'end'
    close (10)
    open (10, file='/tmp/numeric-test.dat', form='unformatted', access='stream')
    read (10) x(1:10)
    print *, all(x(1:10) == values(1:10))
    close (10, status='delete')
    inquire (file='/tmp/numeric-test.dat', exist=flags(1))
    print *, flags(1)
    do
        read (*, '(a)', iostat=status) line
        if (status /= 0) exit
        print *, len_trim(line), trim(line)
    end do
    print *, is_iostat_end(status)
    stop 3
end program
