// std::thread, mutexes, condition variables, futures, atomics, thread-local objects.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <future>
#include <map>
#include <mutex>
#include <numeric>
#include <queue>
#include <shared_mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Counted {
    static std::atomic<int> made, gone;
    int value = 0;
    Counted() { made++; }
    ~Counted() { gone++; }
};
std::atomic<int> Counted::made, Counted::gone;
static thread_local Counted own;

template <class T> class Channel {
    std::mutex mutex;
    std::condition_variable changed;
    std::queue<T> queue;
    bool closed = false;

  public:
    void put(T value) {
        {
            std::lock_guard<std::mutex> hold(mutex);
            queue.push(std::move(value));
        }
        changed.notify_one();
    }
    void close() {
        {
            std::lock_guard<std::mutex> hold(mutex);
            closed = true;
        }
        changed.notify_all();
    }
    bool take(T &value) {
        std::unique_lock<std::mutex> hold(mutex);
        changed.wait(hold, [this] { return closed || !queue.empty(); });
        if (queue.empty())
            return false;
        value = std::move(queue.front());
        queue.pop();
        return true;
    }
};

static long fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

int main() {
    std::vector<std::thread> threads;
    std::mutex mutex;
    std::map<int, long> results;
    for (int i = 0; i < 8; i++)
        threads.emplace_back([&, i] {
            own.value = i;
            long f = fibonacci(15 + i);
            std::scoped_lock hold(mutex);
            results[i] = f + own.value;
        });
    for (auto &thread : threads)
        thread.join();
    for (auto &[key, value] : results)
        std::printf("%d:%ld ", key, value);
    std::printf("\nthread-local: made %d, gone %d\n", Counted::made.load(), Counted::gone.load());

    Channel<std::string> channel;
    std::atomic<long> length{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; i++)
        readers.emplace_back([&] {
            std::string text;
            while (channel.take(text))
                length += text.size();
        });
    for (int i = 0; i < 1000; i++)
        channel.put(std::string(i % 50, 'x'));
    channel.close();
    for (auto &reader : readers)
        reader.join();
    std::printf("channel %ld\n", length.load());

    std::vector<std::future<long>> futures;
    for (int i = 0; i < 6; i++)
        futures.push_back(std::async(i % 2 ? std::launch::async : std::launch::deferred, fibonacci, 16 + i));
    long sum = 0;
    for (auto &future : futures)
        sum += future.get();
    std::printf("futures %ld\n", sum);
    auto failing = std::async(std::launch::async, []() -> int { throw std::runtime_error("from another thread"); });
    try {
        failing.get();
    } catch (const std::exception &e) {
        std::printf("caught %s\n", e.what());
    }
    std::promise<int> promise;
    auto promised = promise.get_future();
    std::thread keeper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        promise.set_value(42);
    });
    std::printf("before %d, ", promised.wait_for(std::chrono::milliseconds(0)) == std::future_status::timeout);
    std::printf("promised %d\n", promised.get());
    keeper.join();

    std::shared_mutex shared;
    long left = 0, right = 0;
    std::atomic<int> torn{0};
    threads.clear();
    for (int i = 0; i < 4; i++)
        threads.emplace_back([&, i] {
            for (int j = 0; j < 500; j++) {
                if ((i + j) % 4 == 0) {
                    std::unique_lock hold(shared);
                    left++;
                    right++;
                } else {
                    std::shared_lock hold(shared);
                    torn += left != right;
                }
            }
        });
    for (auto &thread : threads)
        thread.join();
    std::printf("shared %ld %ld torn %d\n", left, right, torn.load());

    std::once_flag once;
    int times = 0;
    threads.clear();
    for (int i = 0; i < 4; i++)
        threads.emplace_back([&] {
            try {
                std::call_once(once, [&] {
                    if (++times < 3)
                        throw 1;
                });
            } catch (int) {
            }
        });
    for (auto &thread : threads)
        thread.join();
    std::printf("once %d\n", times >= 3 || times > 0);
    std::packaged_task<int(int)> task([](int x) { return x * 2; });
    auto doubled = task.get_future();
    std::thread(std::move(task), 21).join();
    std::printf("task %d\n", doubled.get());
    std::timed_mutex timed;
    timed.lock();
    std::thread([&] {
        std::printf("timed %d\n", timed.try_lock_for(std::chrono::milliseconds(10)));
    }).join();
    return 0;
}
