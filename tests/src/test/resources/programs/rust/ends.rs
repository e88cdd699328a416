//! Ends of a program: a panic, an overflow, an abort, a stack that is too deep.
/// What an optimiser cannot know.
fn black_box<T>(value: T) -> T {
    unsafe {
        let seen = std::ptr::read_volatile(&value);
        std::mem::forget(value);
        seen
    }
}

fn deeper(n: u64) -> u64 {
    let block = black_box([n; 64]);
    if n == u64::MAX {
        return block[0];
    }
    deeper(n + 1) + block[(n % 64) as usize]
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("panic") => panic!("on purpose: {}", 42),
        Some("overflow") => {
            let big: i32 = black_box(i32::MAX);
            println!("{}", big + 1);
        }
        Some("abort") => std::process::abort(),
        Some("unwrap") => {
            let none: Option<i32> = black_box(None);
            none.expect("there should be one");
        }
        Some("deep") => println!("{}", deeper(black_box(0))),
        Some("error") => std::process::exit(77),
        _ => println!("no end chosen"),
    }
}
