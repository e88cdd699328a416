! Ends that are not well: error stop, a bound exceeded, an exception of the processor, an allocation too much.
program stops
    use, intrinsic :: ieee_exceptions
    implicit none
    character(len=20) :: how
    integer, allocatable :: values(:)
    integer :: i, status
    double precision :: zero
    call get_command_argument(1, how)
    zero = 0
    select case (how)
    case ('error')
        error stop 'on purpose'
    case ('bounds')
        allocate (values(10))
        i = command_argument_count() + 10
        values(i) = 1
        print *, values(1)
    case ('read')
        read (*, *) i
    case ('allocate')
        allocate (values(int(huge(1), 8) * 1000_8), stat=status)
        print *, status /= 0
        stop 4
    case ('inexact')
        print *, 1 / (3 + zero)
        print *, log(zero)
        stop
    case ('trap')
        print *, 1 / zero
    end select
end program
