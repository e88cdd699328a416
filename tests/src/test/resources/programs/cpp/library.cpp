// Streams, containers, algorithms, random numbers, regular expressions, file systems, time, big sorts.
#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <chrono>
#include <complex>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <list>
#include <map>
#include <numeric>
#include <optional>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <unordered_map>
#include <valarray>
#include <vector>

int main() {
    std::cout << std::hex << std::showbase << 255 << ' ' << std::oct << 8 << std::dec << std::noshowbase << ' '
              << std::setw(8) << std::setfill('*') << 42 << ' ' << std::setprecision(12) << 2.0 / 3 << ' '
              << std::scientific << 12345.678 << ' ' << std::fixed << 1e-3 << ' ' << std::hexfloat << 0.1 << ' '
              << std::defaultfloat << 1e300 * 10 << ' ' << std::boolalpha << true << ' ' << 1.0L / 3 << '\n';
    std::istringstream in("12 0x1f 3.5e2 word  'q' 99999999999999999999");
    int i, h;
    double d;
    std::string w, q;
    long big;
    in >> i >> std::hex >> h >> std::dec >> d >> w >> q;
    std::cout << i << ' ' << h << ' ' << d << ' ' << w << ' ' << q << ' ' << !(in >> big) << ' ' << big << '\n';

    std::mt19937_64 engine(20240229);
    std::normal_distribution<double> normal(10, 2);
    std::uniform_int_distribution<int> dice(1, 6);
    std::poisson_distribution<int> poisson(4.5);
    std::vector<double> values(20000);
    std::generate(values.begin(), values.end(), [&] { return normal(engine); });
    double mean = std::accumulate(values.begin(), values.end(), 0.0) / values.size();
    double variance = std::transform_reduce(values.begin(), values.end(), 0.0, std::plus<>(),
                                            [mean](double v) { return (v - mean) * (v - mean); }) / values.size();
    std::array<int, 7> faces{};
    for (int k = 0; k < 6000; k++)
        faces[dice(engine)]++;
    std::cout << std::setprecision(15) << mean << ' ' << variance << ' ';
    for (int face : faces)
        std::cout << face << ' ';
    std::cout << poisson(engine) << ' ' << std::generate_canonical<double, 53>(engine) << '\n';
    std::random_device device;
    std::cout << (device() != device() || device() != device()) << ' ' << device.entropy() * 0 << '\n';

    std::vector<unsigned> numbers(200000);
    std::minstd_rand simple(7);
    std::generate(numbers.begin(), numbers.end(), std::ref(simple));
    auto sorted = numbers;
    std::sort(sorted.begin(), sorted.end());
    std::stable_sort(numbers.begin(), numbers.end(), [](unsigned a, unsigned b) { return a % 1000 < b % 1000; });
    std::cout << sorted.front() << ' ' << sorted.back() << ' ' << numbers[0] << ' ' << numbers[199999] << ' '
              << std::is_sorted(sorted.begin(), sorted.end()) << '\n';
    std::unordered_map<std::string, int> words;
    std::istringstream text("the quick brown fox jumps over the lazy dog the fox");
    for (std::string word; text >> word;)
        words[word]++;
    std::map<std::string, int> ordered(words.begin(), words.end());
    for (auto &[word, n] : ordered)
        std::cout << word << '=' << n << ' ';
    std::cout << '\n';

    std::regex date(R"((\d{4})-(\d\d)-(\d\d))");
    std::string dates = "on 2024-02-29 and 1999-12-31, not 20-1-1";
    for (std::sregex_iterator it(dates.begin(), dates.end(), date), end; it != end; ++it)
        std::cout << (*it)[3] << '.' << (*it)[2] << '.' << (*it)[1] << ' ';
    std::cout << std::regex_replace(dates, date, "<$1>") << '\n';

    std::complex<double> z(1, 2);
    std::valarray<double> v{1, 4, 9, 16};
    std::cout << std::exp(z) << ' ' << std::pow(z, 3) << ' ' << std::sqrt(v).sum() << ' ' << std::bitset<16>(0xa5a5)
              << ' ' << std::gcd(84, 36) << ' ' << std::lcm(4, 6) << '\n';
    char buffer[64];
    auto end = std::to_chars(buffer, buffer + 64, 0.1 + 0.2).ptr;
    double back;
    std::from_chars(buffer, end, back);
    std::cout << std::string(buffer, end) << ' ' << (back == 0.1 + 0.2) << '\n';

    namespace fs = std::filesystem;
    fs::path folder = fs::temp_directory_path() / "library-test";
    fs::remove_all(folder);
    fs::create_directories(folder / "a" / "b");
    std::ofstream(folder / "a" / "file.txt") << "first\nsecond\n" << 3.5 << '\n';
    fs::copy_file(folder / "a" / "file.txt", folder / "copy.txt");
    fs::create_symlink("copy.txt", folder / "link");
    fs::rename(folder / "copy.txt", folder / "renamed.txt");
    std::set<std::string> seen;
    for (auto &entry : fs::recursive_directory_iterator(folder))
        seen.insert(fs::relative(entry.path(), folder).string());
    for (auto &name : seen)
        std::cout << name << ' ';
    std::cout << fs::file_size(folder / "renamed.txt") << ' ' << fs::exists(folder / "link") << ' '
              << fs::is_symlink(folder / "link") << ' ' << fs::remove_all(folder) << '\n';
    std::error_code error;
    fs::file_size(folder, error);
    std::cout << error.message() << '\n';

    auto began = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - began < std::chrono::milliseconds(5))
        ;
    auto now = std::chrono::system_clock::now();
    std::cout << (now.time_since_epoch() > std::chrono::hours(24 * 365 * 50)) << '\n';
    std::time_t fixed = 86400 * 365;
    std::cout << std::put_time(std::gmtime(&fixed), "%Y-%m-%d %H:%M:%S %A") << '\n';
    try {
        std::cout.imbue(std::locale("no_SUCH.locale"));
    } catch (const std::runtime_error &e) {
        std::cout << e.what() << '\n';
    }
    std::string line;
    int lines = 0;
    while (std::getline(std::cin, line))
        lines += !line.empty();
    std::cerr << "lines " << lines << std::endl;
    return lines;
}
