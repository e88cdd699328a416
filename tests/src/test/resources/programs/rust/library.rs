//! Collections, text, numbers, files, processes' surroundings.
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fmt;
use std::fs;
use std::io::{self, BufRead, Read, Seek, SeekFrom, Write};
use std::rc::{Rc, Weak};
use std::cell::RefCell;
use std::time::{Duration, Instant, SystemTime};

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Token {
    Number(i64),
    Operator(char),
    Open,
    Close,
}

#[derive(Debug)]
enum Failure {
    Unexpected(char),
    Missing,
    Overflow,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Failure::Unexpected(c) => write!(f, "unexpected {:?}", c),
            Failure::Missing => write!(f, "something is missing"),
            Failure::Overflow => write!(f, "too large"),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, Failure> {
    let mut all = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        match c {
            ' ' => {
                chars.next();
            }
            '0'..='9' => {
                let mut n: i64 = 0;
                while let Some(d) = chars.peek().and_then(|c| c.to_digit(10)) {
                    n = n.checked_mul(10).and_then(|n| n.checked_add(d as i64)).ok_or(Failure::Overflow)?;
                    chars.next();
                }
                all.push(Token::Number(n));
            }
            '+' | '-' | '*' => {
                all.push(Token::Operator(c));
                chars.next();
            }
            '(' => {
                all.push(Token::Open);
                chars.next();
            }
            ')' => {
                all.push(Token::Close);
                chars.next();
            }
            other => return Err(Failure::Unexpected(other)),
        }
    }
    Ok(all)
}

fn value(tokens: &mut VecDeque<Token>, least: u8) -> Result<i64, Failure> {
    let mut left = match tokens.pop_front().ok_or(Failure::Missing)? {
        Token::Number(n) => n,
        Token::Open => {
            let inner = value(tokens, 0)?;
            tokens.pop_front().filter(|t| *t == Token::Close).ok_or(Failure::Missing)?;
            inner
        }
        Token::Operator('-') => -value(tokens, 3)?,
        _ => return Err(Failure::Missing),
    };
    while let Some(Token::Operator(op)) = tokens.front().cloned() {
        let binding = if op == '*' { 2 } else { 1 };
        if binding <= least {
            break;
        }
        tokens.pop_front();
        let right = value(tokens, binding)?;
        left = match op {
            '+' => left.checked_add(right),
            '-' => left.checked_sub(right),
            _ => left.checked_mul(right),
        }
        .ok_or(Failure::Overflow)?;
    }
    Ok(left)
}

struct Node {
    name: String,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}

impl Drop for Node {
    fn drop(&mut self) {
        print!("~{} ", self.name);
    }
}

fn node(name: &str, children: Vec<Rc<Node>>) -> Rc<Node> {
    let made = Rc::new(Node { name: name.into(), parent: RefCell::new(Weak::new()), children: RefCell::new(children) });
    for child in made.children.borrow().iter() {
        *child.parent.borrow_mut() = Rc::downgrade(&made);
    }
    made
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for text in ["1 + 2 * 3", "(1+2)*-3 - 4", "2 * (3", "9999999999999999999", "4 & 4", "9223372036854775807 + 1"] {
        match tokens(text).and_then(|t| value(&mut t.into(), 0)) {
            Ok(n) => println!("{text} = {n}"),
            Err(e) => println!("{text}: {e}"),
        }
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in "der die das der die der".split_whitespace() {
        *counts.entry(word.to_string()).or_default() += 1;
    }
    let sorted: BTreeMap<_, _> = counts.iter().collect();
    println!("{sorted:?} {:?}", sorted.range("das".to_string().as_str().to_owned()..).next().is_some());
    let set: HashSet<i32> = (1..50).filter(|n| n % 7 == 0).collect();
    let mut list: LinkedList<i32> = set.into_iter().collect();
    list.push_back(-1);
    let mut heap: BinaryHeap<i32> = list.into_iter().collect();
    print!("heap");
    while let Some(top) = heap.pop() {
        print!(" {top}");
    }
    println!();
    println!("{:>8.3}|{:<+8}|{:^#10x}|{:08.2e}|{:?}|{:?}", 3.14159, 42, 255, 12345.678, 0.1 + 0.2, f32::MIN_POSITIVE);
    println!("{} {} {} {}", f64::MAX, 1e21, f64::NAN, -0.0f64);
    println!("{:?} {:?} {:?}", "1e400".parse::<f64>(), "0x".parse::<u8>().is_err(), "-129".parse::<i8>().map_err(|e| e.to_string()));
    println!("{} {} {}", u128::MAX, i128::MIN / 7, (1u128 << 100) % 1_000_000_007);
    println!("{} {} {:?} {:?}", 200u8.wrapping_add(100), 200u8.saturating_add(100), 200u8.checked_add(100), 200u8.overflowing_add(100));
    println!("{:.12} {:.12} {:.12} {:.12}", 2f64.powf(0.3), 1f64.atan2(2.0), 10f64.ln_1p(), 0.5f64.tanh());
    println!("{} {} {:?}", "größer".to_uppercase(), "ÄÖÜ".to_lowercase(), "naïve café".char_indices().nth(3));
    {
        let leaf = node("leaf", vec![]);
        let root = node("root", vec![leaf.clone(), node("other", vec![])]);
        println!("{} {}", leaf.parent.borrow().upgrade().map(|p| p.name.clone()).unwrap_or_default(), Rc::strong_count(&leaf));
        drop(root);
        println!("orphan {}", leaf.parent.borrow().upgrade().is_none());
    }
    println!();
    let folder = std::env::temp_dir().join("rust-library-test");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("deep/er"))?;
    let path = folder.join("deep/file");
    fs::write(&path, "line one\nline two\n")?;
    let mut file = fs::OpenOptions::new().read(true).write(true).open(&path)?;
    file.seek(SeekFrom::End(-4))?;
    file.write_all(b"2nd!\n")?;
    file.seek(SeekFrom::Start(0))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    println!("{text:?} {} {:?}", fs::metadata(&path)?.len(), fs::read(folder.join("none")).map_err(|e| e.kind()));
    fs::rename(&path, folder.join("moved"))?;
    let mut names: Vec<_> = fs::read_dir(&folder)?.map(|e| e.unwrap().file_name()).collect();
    names.sort();
    println!("{names:?}");
    fs::remove_dir_all(&folder)?;
    let began = Instant::now();
    std::thread::sleep(Duration::from_millis(3));
    println!("{} {}", began.elapsed() >= Duration::from_millis(3), SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_secs() > 1_600_000_000);
    println!("{:?}", std::env::args().skip(1).collect::<Vec<_>>());
    let lines: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    println!("{lines:?}");
    io::stderr().write_all(b"to standard error\n")?;
    std::process::exit(lines.len() as i32 + 10)
}
