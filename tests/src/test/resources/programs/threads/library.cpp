// Threads of the C++ library, and the rest of it that programs lean on.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <fstream>
#include <future>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <random>
#include <regex>
#include <set>
#include <shared_mutex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Counted {
    static std::atomic<int> alive;
    int number;
    explicit Counted(int n) : number(n) { ++alive; }
    ~Counted() { --alive; }
};
std::atomic<int> Counted::alive{0};

thread_local std::unique_ptr<Counted> own;
thread_local int uses = [] { return 100; }();

template <typename T>
class Queue {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<T> items;
    bool closed = false;

public:
    void put(T item) {
        std::lock_guard lock(mutex);
        items.push_back(std::move(item));
        changed.notify_one();
    }
    void close() {
        std::lock_guard lock(mutex);
        closed = true;
        changed.notify_all();
    }
    bool take(T &into) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return closed || !items.empty(); });
        if (items.empty()) {
            return false;
        }
        into = std::move(items.front());
        items.pop_front();
        return true;
    }
};

void queues() {
    Queue<std::string> queue;
    std::atomic<long> bytes{0};
    std::atomic<int> count{0};
    {
        std::vector<std::jthread> consumers;
        for (int i = 0; i < 3; i++) {
            consumers.emplace_back([&] {
                for (std::string item; queue.take(item);) {
                    bytes += static_cast<long>(item.size());
                    ++count;
                }
            });
        }
        std::vector<std::thread> producers;
        for (int i = 0; i < 3; i++) {
            producers.emplace_back([&queue, i] {
                for (int j = 0; j < 300; j++) {
                    queue.put(std::string(static_cast<size_t>(i * 10 + j % 7), 'x'));
                }
            });
        }
        for (auto &producer : producers) {
            producer.join();
        }
        queue.close();
    }
    std::cout << "queue: " << count << " items, " << bytes << " bytes\n";
}

int deep(int depth) {
    Counted here(depth);
    if (depth == 0) {
        throw std::out_of_range("at the bottom");
    }
    return deep(depth - 1) + here.number;
}

void exceptions() {
    try {
        deep(50);
    } catch (const std::out_of_range &e) {
        std::cout << "caught " << e.what() << ", alive " << Counted::alive << "\n";
    }
    auto future = std::async(std::launch::async, [] { return deep(20); });
    try {
        std::cout << future.get();
    } catch (const std::logic_error &e) {
        std::cout << "from a thread: " << e.what() << ", alive " << Counted::alive << "\n";
    }
    std::exception_ptr kept;
    std::thread([&kept] {
        try {
            try {
                throw 42;
            } catch (int n) {
                std::throw_with_nested(std::runtime_error("outer " + std::to_string(n)));
            }
        } catch (...) {
            kept = std::current_exception();
        }
    }).join();
    try {
        std::rethrow_exception(kept);
    } catch (const std::runtime_error &e) {
        try {
            std::rethrow_if_nested(e);
        } catch (int n) {
            std::cout << e.what() << " around " << n << "\n";
        }
    }
    std::atomic<int> caught{0};
    std::vector<std::thread> all;
    for (int i = 0; i < 8; i++) {
        all.emplace_back([&caught] {
            for (int j = 0; j < 50; j++) {
                try {
                    deep(j % 10);
                } catch (const std::exception &) {
                    ++caught;
                }
            }
        });
    }
    for (auto &thread : all) {
        thread.join();
    }
    std::cout << "caught " << caught << ", alive " << Counted::alive << "\n";
}

void locals() {
    std::vector<int> seen(6);
    std::vector<std::thread> all;
    for (int i = 0; i < 6; i++) {
        all.emplace_back([i, &seen] {
            own = std::make_unique<Counted>(i);
            uses += i;
            std::this_thread::yield();
            seen[static_cast<size_t>(i)] = uses + own->number;
        });
    }
    for (auto &thread : all) {
        thread.join();
    }
    for (int n : seen) {
        std::cout << n << ' ';
    }
    std::cout << "main " << uses << ", alive " << Counted::alive << "\n";
}

void futures() {
    std::promise<int> promise;
    std::shared_future<int> shared = promise.get_future().share();
    std::vector<std::future<int>> answers;
    for (int i = 0; i < 5; i++) {
        answers.push_back(std::async(std::launch::async, [shared, i] { return shared.get() * i; }));
    }
    std::cout << "ready " << (shared.wait_for(5ms) == std::future_status::ready) << "\n";
    promise.set_value(7);
    int sum = 0;
    for (auto &answer : answers) {
        sum += answer.get();
    }
    std::packaged_task<std::string(int)> task([](int n) { return std::string(static_cast<size_t>(n), '*'); });
    auto stars = task.get_future();
    std::thread(std::move(task), 5).join();
    std::cout << "futures " << sum << ' ' << stars.get() << "\n";
    std::once_flag once;
    std::atomic<int> times{0};
    std::shared_mutex guard;
    long value = 0, torn = 0;
    std::vector<std::thread> all;
    for (int i = 0; i < 6; i++) {
        all.emplace_back([&, i] {
            std::call_once(once, [&] { ++times; });
            for (int j = 0; j < 200; j++) {
                if (i < 2) {
                    std::unique_lock lock(guard);
                    value += 1;
                    value += 1;
                } else {
                    std::shared_lock lock(guard);
                    torn += value % 2;
                }
            }
        });
    }
    for (auto &thread : all) {
        thread.join();
    }
    std::cout << "once " << times << ", value " << value << ", torn " << torn << "\n";
    std::timed_mutex timed;
    timed.lock();
    std::thread([&timed] { std::cout << "timed " << timed.try_lock_for(10ms) << "\n"; }).join();
    std::mutex a, b;
    long both = 0;
    std::thread one([&] {
        for (int i = 0; i < 500; i++) {
            std::scoped_lock lock(a, b);
            both++;
        }
    });
    for (int i = 0; i < 500; i++) {
        std::scoped_lock lock(b, a);
        both++;
    }
    one.join();
    std::cout << "both " << both << "\n";
    std::jthread stoppable([](std::stop_token stop) {
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(1ms);
        }
    });
    stoppable.request_stop();
    std::atomic<int> phase{0};
    std::thread notifier([&phase] {
        phase = 1;
        phase.notify_all();
    });
    phase.wait(0);
    notifier.join();
    std::cout << "phase " << phase << "\n";
}

void streams() {
    std::ostringstream out;
    out << std::hex << std::showbase << 255 << ' ' << std::setw(8) << std::setfill('.') << std::dec << 42 << ' '
        << std::fixed << std::setprecision(3) << 3.14159 << ' ' << std::scientific << 12345.678 << ' ' << std::boolalpha
        << true;
    std::istringstream in("12 3.5 word 0x1f");
    int i;
    double d;
    std::string w;
    int h;
    in >> i >> d >> w >> std::hex >> h;
    std::cout << out.str() << " | " << i << ' ' << d << ' ' << w << ' ' << h << "\n";
    std::mt19937 twister(12345);
    std::mt19937_64 wide(99);
    std::uniform_int_distribution<int> dice(1, 6);
    std::normal_distribution<double> bell(0, 1);
    int counts[7] = {};
    for (int n = 0; n < 600; n++) {
        counts[dice(twister)]++;
    }
    std::cout << "random " << twister() << ' ' << wide() << ' ' << counts[1] << ' ' << counts[6] << ' '
              << std::setprecision(12) << bell(twister) << "\n";
    std::regex date(R"((\d{4})-(\d\d)-(\d\d))");
    std::string text = "from 2021-03-04 to 2022-11-30";
    for (std::sregex_iterator it(text.begin(), text.end(), date), end; it != end; ++it) {
        std::cout << (*it)[3] << '.' << (*it)[2] << '.' << (*it)[1] << ' ';
    }
    std::cout << std::regex_replace(text, date, "$2/$1") << "\n";
    std::map<std::string, int> words;
    std::istringstream sentence("the cat and the dog and the bird");
    for (std::string word; sentence >> word;) {
        words[word]++;
    }
    for (const auto &[word, n] : words) {
        std::cout << word << '=' << n << ' ';
    }
    std::variant<int, std::string> either = "text";
    std::cout << std::visit([](const auto &v) { return sizeof v; }, either) << "\n";
}

void files() {
    namespace fs = std::filesystem;
    fs::path root = fs::temp_directory_path() / "library-test";
    fs::remove_all(root);
    fs::create_directories(root / "a" / "b");
    std::vector<std::thread> writers;
    for (int i = 0; i < 4; i++) {
        writers.emplace_back([&root, i] {
            std::ofstream out(root / "a" / ("file" + std::to_string(i)));
            for (int j = 0; j < 100; j++) {
                out << i << ':' << j << '\n';
            }
        });
    }
    for (auto &writer : writers) {
        writer.join();
    }
    fs::copy_file(root / "a" / "file2", root / "a" / "b" / "copy");
    fs::create_symlink("file1", root / "a" / "link");
    fs::rename(root / "a" / "file3", root / "renamed");
    std::set<std::string> names;
    for (const auto &entry : fs::recursive_directory_iterator(root)) {
        names.insert(fs::relative(entry.path(), root).string() + (entry.is_directory() ? "/" : ""));
    }
    for (const auto &name : names) {
        std::cout << name << ' ';
    }
    std::error_code error;
    fs::file_size(root / "missing", error);
    std::cout << fs::file_size(root / "renamed") << ' ' << fs::read_symlink(root / "a" / "link").string() << ' '
              << error.message() << ' ' << fs::remove_all(root) << "\n";
    try {
        fs::create_directory(root / "x" / "y");
    } catch (const fs::filesystem_error &e) {
        std::cout << e.code().value() << "\n";
    }
}

}  // namespace

int main() {
    queues();
    exceptions();
    locals();
    futures();
    streams();
    files();
    std::vector<long> numbers(10000);
    std::iota(numbers.begin(), numbers.end(), 1);
    std::shuffle(numbers.begin(), numbers.end(), std::mt19937(1));
    std::stable_sort(numbers.begin(), numbers.end(), [](long a, long b) { return a % 100 < b % 100; });
    std::cout << numbers[0] << ' ' << std::accumulate(numbers.begin(), numbers.end(), 0L) << std::endl;
    return 0;
}
