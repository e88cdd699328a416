! The STREAM kernels with OpenMP, checked by value; and what else OpenMP has.
program stream
    use omp_lib
    implicit none
    integer, parameter :: n = 100000, rounds = 10
    double precision, allocatable :: a(:), b(:), c(:)
    double precision :: scalar, expected(3), total
    integer :: i, k, threads, seen, sections_run, critical_sum, tasks
    integer :: histogram(0:9)
    allocate (a(n), b(n), c(n))
    scalar = 3
    !$omp parallel do
    do i = 1, n
        a(i) = 1
        b(i) = 2
        c(i) = 0
    end do
    do k = 1, rounds
        !$omp parallel do
        do i = 1, n
            c(i) = a(i)
        end do
        !$omp parallel do
        do i = 1, n
            b(i) = scalar * c(i)
        end do
        !$omp parallel do
        do i = 1, n
            c(i) = a(i) + b(i)
        end do
        !$omp parallel do
        do i = 1, n
            a(i) = b(i) + scalar * c(i)
        end do
    end do
    expected = [1d0, 2d0, 0d0]
    do k = 1, rounds
        expected(3) = expected(1)
        expected(2) = scalar * expected(3)
        expected(3) = expected(1) + expected(2)
        expected(1) = expected(2) + scalar * expected(3)
    end do
    print *, 'stream', all(a == expected(1)), all(b == expected(2)), all(c == expected(3)), a(1)

    total = 0
    !$omp parallel do reduction(+:total) schedule(dynamic, 1000)
    do i = 1, n
        total = total + dble(i)
    end do
    print *, 'reduction', total
    seen = 0
    critical_sum = 0
    !$omp parallel num_threads(4) private(threads)
    threads = omp_get_thread_num()
    !$omp atomic
    seen = seen + 1
    !$omp barrier
    !$omp critical
    critical_sum = critical_sum + threads
    !$omp end critical
    !$omp end parallel
    print *, 'team', seen, critical_sum
    sections_run = 0
    !$omp parallel sections num_threads(3) reduction(+:sections_run)
    !$omp section
    sections_run = sections_run + 1
    !$omp section
    sections_run = sections_run + 10
    !$omp section
    sections_run = sections_run + 100
    !$omp end parallel sections
    print *, 'sections', sections_run
    tasks = 0
    !$omp parallel num_threads(4)
    !$omp single
    do i = 1, 50
        !$omp task
        !$omp atomic
        tasks = tasks + 1
        !$omp end task
    end do
    !$omp end single
    !$omp end parallel
    print *, 'tasks', tasks
    histogram = 0
    !$omp parallel do ordered num_threads(3) schedule(static, 1)
    do i = 1, 30
        !$omp atomic
        histogram(mod(i * i, 10)) = histogram(mod(i * i, 10)) + 1
        !$omp ordered
        if (mod(i, 10) == 0) print *, 'ordered', i
        !$omp end ordered
    end do
    print *, histogram
    !$omp parallel do simd
    do i = 1, n
        a(i) = sqrt(b(i)) + c(i) * 0.5d0
    end do
    print *, a(n / 2)
end program
