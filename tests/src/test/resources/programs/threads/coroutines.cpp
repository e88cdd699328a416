// Coroutines: generators, and tasks that go on in other threads.
#include <atomic>
#include <condition_variable>
#include <coroutine>
#include <deque>
#include <exception>
#include <iostream>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace {

template <typename T>
struct Generator {
    struct promise_type {
        T value;
        std::exception_ptr failure;
        Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(T v) {
            value = v;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { failure = std::current_exception(); }
    };
    std::coroutine_handle<promise_type> handle;
    Generator(std::coroutine_handle<promise_type> h) : handle(h) {}
    Generator(Generator &&other) noexcept : handle(std::exchange(other.handle, {})) {}
    ~Generator() {
        if (handle) {
            handle.destroy();
        }
    }
    bool next() {
        handle.resume();
        if (handle.promise().failure) {
            std::rethrow_exception(handle.promise().failure);
        }
        return !handle.done();
    }
    T value() { return handle.promise().value; }
};

Generator<long> fibonacci(int count) {
    long a = 0, b = 1;
    for (int i = 0; i < count; i++) {
        co_yield a;
        a = std::exchange(b, a + b);
    }
    throw std::runtime_error("no more");
}

class Pool {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::coroutine_handle<>> ready;
    bool closed = false;
    std::vector<std::thread> threads;

public:
    explicit Pool(int count) {
        for (int i = 0; i < count; i++) {
            threads.emplace_back([this] {
                for (;;) {
                    std::unique_lock lock(mutex);
                    changed.wait(lock, [this] { return closed || !ready.empty(); });
                    if (ready.empty()) {
                        return;
                    }
                    auto next = ready.front();
                    ready.pop_front();
                    lock.unlock();
                    next.resume();
                }
            });
        }
    }
    void add(std::coroutine_handle<> handle) {
        std::lock_guard lock(mutex);
        ready.push_back(handle);
        changed.notify_one();
    }
    ~Pool() {
        {
            std::lock_guard lock(mutex);
            closed = true;
        }
        changed.notify_all();
        for (auto &thread : threads) {
            thread.join();
        }
    }
    auto turn() {
        struct Awaiter {
            Pool *pool;
            bool await_ready() { return false; }
            void await_suspend(std::coroutine_handle<> handle) { pool->add(handle); }
            void await_resume() {}
        };
        return Awaiter{this};
    }
};

struct Detached {
    struct promise_type {
        Detached get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

std::atomic<long> sum{0};
std::atomic<int> finished{0};

Detached hop(Pool &pool, int number) {
    for (int i = 0; i < 100; i++) {
        co_await pool.turn();
        sum += number;
    }
    ++finished;
    finished.notify_all();
}

}  // namespace

int main() {
    auto numbers = fibonacci(20);
    long last = 0;
    try {
        while (numbers.next()) {
            last = numbers.value();
        }
    } catch (const std::runtime_error &e) {
        std::cout << last << ", " << e.what() << "\n";
    }
    {
        Pool pool(4);
        for (int i = 1; i <= 10; i++) {
            hop(pool, i);
        }
        for (int n = finished; n < 10; n = finished) {
            finished.wait(n);
        }
    }
    std::cout << sum << " after " << finished << "\n";
    return 0;
}
