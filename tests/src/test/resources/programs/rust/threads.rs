//! Threads, channels, locks, atomics, scoped threads; panics that are caught and joined.
use std::cell::RefCell;
use std::panic;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, TrySendError};
use std::sync::{Arc, Barrier, Condvar, Mutex, Once, RwLock};
use std::thread;
use std::time::Duration;

thread_local! {
    static OWN: RefCell<Vec<u32>> = RefCell::new(vec![1]);
}

static READY: Once = Once::new();
static TIMES: AtomicUsize = AtomicUsize::new(0);

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let (send, receive) = mpsc::channel();
    let makers: Vec<_> = (0..4u64)
        .map(|n| {
            let send = send.clone();
            thread::Builder::new()
                .name(format!("maker-{n}"))
                .spawn(move || {
                    for i in 0..500 {
                        send.send(n * 1000 + i).unwrap();
                    }
                    thread::current().name().map(str::len)
                })
                .unwrap()
        })
        .collect();
    drop(send);
    let sum: u64 = receive.iter().sum();
    let names: usize = makers.into_iter().map(|m| m.join().unwrap().unwrap()).sum();
    println!("channel {sum} {names}");

    let (send, receive) = mpsc::sync_channel(2);
    println!("{:?} {:?} {:?}", send.try_send(1), send.try_send(2), matches!(send.try_send(3), Err(TrySendError::Full(3))));
    println!("{:?} {:?} {:?}", receive.recv(), receive.recv(), receive.recv_timeout(Duration::from_millis(5)) == Err(RecvTimeoutError::Timeout));

    let shared = Arc::new(Mutex::new(vec![0u32; 8]));
    let lock = Arc::new(RwLock::new((0u64, 0u64)));
    let count = Arc::new(AtomicU64::new(0));
    let barrier = Arc::new(Barrier::new(8));
    let threads: Vec<_> = (0..8)
        .map(|n| {
            let (shared, lock, count, barrier) = (shared.clone(), lock.clone(), count.clone(), barrier.clone());
            thread::spawn(move || {
                let leader = barrier.wait().is_leader();
                let mut torn = 0;
                for i in 0..1000 {
                    shared.lock().unwrap()[n] += 1;
                    count.fetch_add(i, Ordering::Relaxed);
                    if i % 10 == 0 {
                        let mut both = lock.write().unwrap();
                        both.0 += 1;
                        both.1 += 1;
                    } else {
                        let both = lock.read().unwrap();
                        torn += (both.0 != both.1) as u32;
                    }
                    OWN.with(|own| own.borrow_mut().push(i as u32));
                }
                READY.call_once(|| {
                    TIMES.fetch_add(1, Ordering::SeqCst);
                });
                (leader, torn, OWN.with(|own| own.borrow().len()))
            })
        })
        .collect();
    let answers: Vec<_> = threads.into_iter().map(|t| t.join().unwrap()).collect();
    println!("leaders {} torn {} own {:?}", answers.iter().filter(|a| a.0).count(), answers.iter().map(|a| a.1).sum::<u32>(), answers[3].2);
    println!("{:?} {} {:?} once {}", shared.lock().unwrap(), count.load(Ordering::SeqCst), lock.read().unwrap(), TIMES.load(Ordering::SeqCst));

    let pair = Arc::new((Mutex::new(0), Condvar::new()));
    let other = pair.clone();
    let pinger = thread::spawn(move || {
        for turn in 0..200 {
            let mut state = other.1.wait_while(other.0.lock().unwrap(), |s| *s % 2 == 0).unwrap();
            *state += 1;
            other.1.notify_one();
            drop(state);
            if turn == 199 {
                return turn;
            }
        }
        0
    });
    for _ in 0..200 {
        let mut state = pair.1.wait_while(pair.0.lock().unwrap(), |s| *s % 2 == 1).unwrap();
        *state += 1;
        pair.1.notify_one();
    }
    println!("ping-pong {} {}", pinger.join().unwrap(), pair.0.lock().unwrap());

    let mut numbers: Vec<u64> = (1..=100_000).collect();
    let chunks = numbers.len() / 4;
    let total: u64 = thread::scope(|scope| {
        let parts: Vec<_> = numbers
            .chunks_mut(chunks)
            .map(|part| {
                scope.spawn(move || {
                    part.iter_mut().for_each(|n| *n = *n * *n % 1_000_003);
                    part.iter().sum::<u64>()
                })
            })
            .collect();
        parts.into_iter().map(|p| p.join().unwrap()).sum()
    });
    println!("scoped {total} {}", numbers[99_999]);

    let failed = thread::spawn(|| {
        let empty: Vec<i32> = Vec::new();
        empty[std::env::args().count() + 5]
    })
    .join();
    println!("joined a panic: {:?}", failed.unwrap_err().downcast_ref::<String>());
    let poisoned = Arc::new(Mutex::new(5));
    let holder = poisoned.clone();
    let _ = thread::spawn(move || {
        let _held = holder.lock().unwrap();
        panic!("while it is held");
    })
    .join();
    println!("poisoned {} {}", poisoned.is_poisoned(), poisoned.lock().unwrap_or_else(|e| e.into_inner()));
    let caught = panic::catch_unwind(|| {
        let divisor = std::env::args().count() as i32 - 1;
        10 / divisor
    });
    println!("caught {:?}", caught.map_err(|e| e.downcast_ref::<&str>().map(|s| s.to_string())));
    let stop = Arc::new(AtomicBool::new(false));
    let waiting = stop.clone();
    let parked = thread::spawn(move || {
        while !waiting.load(Ordering::Acquire) {
            thread::park();
        }
        "unparked"
    });
    thread::sleep(Duration::from_millis(5));
    stop.store(true, Ordering::Release);
    parked.thread().unpark();
    println!("{} {}", parked.join().unwrap(), thread::available_parallelism().map(|n| n.get() > 0).unwrap_or(false));
}
