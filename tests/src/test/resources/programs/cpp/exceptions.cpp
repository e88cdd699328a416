// Exceptions: through frames, with destructors on the way, rethrown, nested, out of constructors; RTTI; terminate.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <typeinfo>
#include <variant>
#include <vector>

struct Noise {
    std::string name;
    explicit Noise(std::string n) : name(std::move(n)) {}
    ~Noise() { std::printf("~%s ", name.c_str()); }
};

struct Base {
    virtual ~Base() = default;
    virtual const char *who() const { return "base"; }
};
struct Left : virtual Base {
    const char *who() const override { return "left"; }
};
struct Right : virtual Base {};
struct Both : Left, Right {
    const char *who() const override { return "both"; }
};

struct Failing {
    Noise member{"member"};
    Failing() { throw std::logic_error("constructor"); }
};

static int deep(int n, double x) {
    Noise noise(std::to_string(n));
    if (n == 0)
        throw std::out_of_range("bottom");
    return deep(n - 1, x * 1.5) + static_cast<int>(x);
}

static void rethrowing() {
    try {
        deep(3, 1);
    } catch (const std::logic_error &) {
        std::printf("[rethrow] ");
        throw;
    }
}

static void nested(int level) {
    try {
        if (level == 0)
            throw std::runtime_error("innermost");
        nested(level - 1);
    } catch (...) {
        std::throw_with_nested(std::runtime_error("level " + std::to_string(level)));
    }
}

static void print(const std::exception &e, int depth) {
    std::printf("%*s%s\n", depth, "", e.what());
    try {
        std::rethrow_if_nested(e);
    } catch (const std::exception &inner) {
        print(inner, depth + 1);
    }
}

int main(int count, char **) {
    try {
        rethrowing();
    } catch (const std::exception &e) {
        std::printf("%s: %s\n", typeid(e).name(), e.what());
    }
    try {
        Failing failing;
    } catch (const std::logic_error &e) {
        std::printf("%s\n", e.what());
    }
    try {
        nested(2);
    } catch (const std::exception &e) {
        print(e, 0);
    }
    try {
        (void)std::vector<int>(3).at(7);
    } catch (const std::out_of_range &e) {
        std::printf("%s\n", e.what());
    }
    try {
        std::printf("%d\n", std::stoi("not a number"));
    } catch (const std::invalid_argument &e) {
        std::printf("invalid %s\n", e.what());
    }
    try {
        volatile std::size_t huge = static_cast<std::size_t>(-1) / 2;
        char *p = new char[huge];
        delete[] p;
    } catch (const std::bad_alloc &e) {
        std::printf("%s\n", e.what());
    }
    try {
        throw std::system_error(ENOENT, std::generic_category(), "here");
    } catch (const std::system_error &e) {
        std::printf("%s %d\n", e.what(), e.code().value());
    }
    Both both;
    Base *base = &both;
    std::printf("%s %d %d %s\n", base->who(), dynamic_cast<Left *>(base) != nullptr,
                dynamic_cast<Right *>(base) == static_cast<Right *>(&both), typeid(*base).name());
    try {
        (void)dynamic_cast<Both &>(*std::make_unique<Left>());
    } catch (const std::bad_cast &e) {
        std::printf("%s\n", e.what());
    }
    std::exception_ptr kept;
    try {
        throw 3.25;
    } catch (...) {
        kept = std::current_exception();
    }
    try {
        std::rethrow_exception(kept);
    } catch (double d) {
        std::printf("%g\n", d);
    }
    std::function<int(int)> factorial = [&](int n) -> int {
        if (n < 0)
            throw n;
        return n < 2 ? 1 : n * factorial(n - 1);
    };
    try {
        std::printf("%d ", factorial(10));
        factorial(-5);
    } catch (int n) {
        std::printf("%d\n", n);
    }
    try {
        std::variant<int, std::string> either = "text";
        (void)std::get<int>(either);
    } catch (const std::bad_variant_access &e) {
        std::printf("%s\n", e.what());
    }
    int caught = 0;
    for (int i = 0; i < 2000; i++)
        try {
            if (i % 3 == 0)
                throw i;
            if (i % 3 == 1)
                throw std::runtime_error("often");
        } catch (int) {
            caught++;
        } catch (const std::exception &) {
            caught += 2;
        }
    std::printf("often %d\n", caught);
    std::fflush(stdout);
    if (count > 1) {
        std::set_terminate([] {
            std::printf("terminate\n");
            std::fflush(stdout);
            std::_Exit(7);
        });
        []() noexcept { throw 1; }();
    }
    throw std::runtime_error("nobody catches this");
}
