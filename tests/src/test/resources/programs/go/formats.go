// What the standard library prints and parses: numbers, text, JSON, times, big numbers.
package main

import (
	"bytes"
	"container/heap"
	"container/list"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"html"
	"math"
	"math/big"
	"math/bits"
	"math/cmplx"
	"math/rand"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"text/tabwriter"
	"text/template"
	"time"
	_ "time/tzdata"
	"unicode"
	"unicode/utf8"
)

type person struct {
	Name  string            `json:"name" xml:"name,attr"`
	Age   int               `json:"age,omitempty"`
	Tags  []string          `json:"tags"`
	Extra map[string]string `json:"extra,omitempty" xml:"-"`
	Ratio float64
	inner int
}

type numbers []int

func (n numbers) Len() int           { return len(n) }
func (n numbers) Less(i, j int) bool { return n[i] < n[j] }
func (n numbers) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *numbers) Push(x any)        { *n = append(*n, x.(int)) }
func (n *numbers) Pop() any {
	old := *n
	x := old[len(old)-1]
	*n = old[:len(old)-1]
	return x
}

func floats() {
	values := []float64{0, math.Copysign(0, -1), 1, -1.5, 0.1, 1.0 / 3, 1e21, 1e20, 123456789.125, 5e-324, math.MaxFloat64,
		math.Inf(1), math.Inf(-1), math.NaN(), math.Pi, 2.5, 3.5, 0.000001, 100, 1e-7}
	for _, v := range values {
		fmt.Printf("%v %g %e %.3f %8.2f %x %b|%+d|%q ", v, float32(v), v, v, v, v, v, int64(math.Max(-1e9, math.Min(1e9, v))), strconv.FormatFloat(v, 'g', 5, 64))
		fmt.Println(math.Sqrt(v), math.Sin(v), math.Exp(-v), math.Log(v), math.Cbrt(v), math.Floor(v), math.Round(v), math.RoundToEven(v),
			math.Gamma(v), math.FMA(v, v, 1), math.Float64bits(v), math.Atan2(v, 2), math.Pow(v, 1.5), math.Trunc(v))
	}
	for _, s := range []string{"1e400", "0x1p-2", "1_000", "-.5e-3", "nan", "abc", "179769313486231570814527423731704356798070e267"} {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
	}
	fmt.Println(cmplx.Sqrt(-1), cmplx.Exp(1i*math.Pi), complex(1, 2)*complex(3, -4), cmplx.Pow(2i, 2+1i))
	var u8 uint8 = 250
	u8 += 10
	fmt.Println(u8, int8(-128)/int8(u8-5), bits.LeadingZeros64(12345), bits.OnesCount(0xfeed), bits.Reverse32(77), bits.RotateLeft8(0x81, 1), bits.TrailingZeros16(64))
	hi, lo := bits.Mul64(math.MaxUint64, 12345678901234567)
	q, r := bits.Div64(hi, lo, math.MaxUint64)
	fmt.Println(hi, lo, q, r)
	for _, v := range []float64{1e10, -1e10, 3e9, 1e19, -1} {
		fmt.Print(int32(int64(v)), " ", uint32(int64(v)), " ", float32(v), " ")
	}
	fmt.Println()
}

func bigs() {
	a := new(big.Int).Exp(big.NewInt(3), big.NewInt(2000), nil)
	b, _ := new(big.Int).SetString("123456789012345678901234567890123456789", 10)
	q, r := new(big.Int).DivMod(a, b, new(big.Int))
	fmt.Println(a.BitLen(), q.Text(36), r, new(big.Int).GCD(nil, nil, a, big.NewInt(81)), new(big.Int).ModInverse(b, big.NewInt(1000003)), new(big.Int).Sqrt(a))
	f := new(big.Int).MulRange(1, 300)
	fmt.Println(f, b.ProbablyPrime(10), big.NewInt(1000003).ProbablyPrime(5))
	fmt.Println(new(big.Rat).Add(big.NewRat(1, 3), big.NewRat(-5, 6)), new(big.Float).SetPrec(300).Sqrt(big.NewFloat(2).SetPrec(300)))
	pi := func(digits int64) *big.Int {
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(digits+10), nil)
		arctan := func(x int64) *big.Int {
			sum, term := new(big.Int), new(big.Int).Div(unit, big.NewInt(x))
			for n := int64(1); term.Sign() != 0; n += 2 {
				t := new(big.Int).Div(term, big.NewInt(n))
				if n%4 == 1 {
					sum.Add(sum, t)
				} else {
					sum.Sub(sum, t)
				}
				term.Div(term, big.NewInt(x*x))
			}
			return sum
		}
		p := new(big.Int).Sub(new(big.Int).Mul(arctan(5), big.NewInt(16)), new(big.Int).Mul(arctan(239), big.NewInt(4)))
		return p.Div(p, big.NewInt(1e10))
	}
	fmt.Println(pi(500))
}

func texts() {
	s := "Grüße, 世界! Ünïcödé\x80"
	fmt.Println(len(s), utf8.RuneCountInString(s), utf8.ValidString(s), strings.ToUpper(s), strings.Fields(" a  b c "), strings.Title("two words"))
	fmt.Printf("%q %+q %x % X %U %c\n", s, s, s, "hex", '世', 0x4E16)
	for i, r := range "aé世" {
		fmt.Print(i, ":", string(r), unicode.IsLetter(r), " ")
	}
	fmt.Println(strings.NewReplacer("a", "1", "b", "2").Replace("abcab"), strings.Map(unicode.ToUpper, "straße"), strings.EqualFold("Σ", "ς"))
	fmt.Printf("%5d|%-5d|%05d|%+d|%x|%X|%o|%#o|%b|%#x|%t|%p|%T|%v\n", 42, 42, 42, 42, 255, 255, 8, 8, 5, 255, true, nil, s, []any{1, "a", nil, 2.5})
	fmt.Printf("%10s|%-10s|%.2s|%*d|%[2]s %[1]s|%!|%d\n", "right", "left", "cut", 6, 7, "x")
	fmt.Printf("%v %+v %#v %T\n", person{"n", 3, nil, nil, 1, 2}, person{"n", 3, []string{"t"}, nil, 1, 2}, person{Name: "n"}, person{})
	fmt.Println(html.EscapeString("<a&b>"), url.QueryEscape("a b&c=ü"), hex.EncodeToString([]byte("hex")), base64.StdEncoding.EncodeToString([]byte("any carnal pleas")))
	re := regexp.MustCompile(`(?i)(\w+)@(\w+)\.(com|org)`)
	fmt.Println(re.FindAllStringSubmatch("Bob@example.com, eve@test.ORG x@y.net", -1), re.ReplaceAllString("a@b.com", "$2 at $1"))
	fmt.Println(regexp.MustCompile(`^(a+)+$`).MatchString(strings.Repeat("a", 2000)+"b"), regexp.MustCompile(`\p{Greek}+`).FindString("abc αβγ"))
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "a\tbbb\tc\t\naaaa\tb\tcc\t")
	w.Flush()
	t := template.Must(template.New("t").Funcs(template.FuncMap{"up": strings.ToUpper}).Parse(
		"{{range $i, $p := .}}{{if $i}}, {{end}}{{.Name | up | printf \"%-6s\"}}{{with .Tags}}[{{index . 0}}{{len .}}]{{else}}-{{end}}{{end}}\n"))
	fmt.Println(t.Execute(os.Stdout, []person{{Name: "ann", Tags: []string{"x", "y"}}, {Name: "bob"}}))
	source, err := format.Source([]byte("package  p\nfunc  f( a int)(b  int){return   a+1}"))
	fmt.Printf("%s %v\n", source, err)
	set := token.NewFileSet()
	tree, _ := parser.ParseFile(set, "x.go", source, 0)
	ast.Inspect(tree, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			fmt.Print(id.Name, "@", set.Position(id.Pos()), " ")
		}
		return true
	})
	fmt.Println()
}

func encodings() {
	p := person{"Zoë \"Q\"", 41, []string{"a", "<b>"}, map[string]string{"z": "1", "a": "2"}, 0.1, 0}
	text, _ := json.MarshalIndent(p, "", " ")
	var back person
	fmt.Println(string(text), json.Unmarshal(text, &back), reflect.DeepEqual(p, back))
	var any1 any
	fmt.Println(json.Unmarshal([]byte(`{"a":[1,2.5e3,"\u00e9\ud83d\ude00",null,true],"b":{}}`), &any1), any1)
	fmt.Println(json.Unmarshal([]byte(`{"name": 3}`), &back), json.Unmarshal([]byte(`{"a":`), &any1))
	text, err := xml.Marshal(p)
	fmt.Println(string(text), err)
	var buffer bytes.Buffer
	fmt.Println(gob.NewEncoder(&buffer).Encode(p), buffer.Len())
	var fromGob person
	fmt.Println(gob.NewDecoder(&buffer).Decode(&fromGob), fromGob.Extra)
	records, err := csv.NewReader(strings.NewReader("a,\"b,c\",d\n1,2,\"x\"\"y\"\n")).ReadAll()
	fmt.Println(records, err)
	binary.Write(&buffer, binary.BigEndian, struct {
		A uint16
		B int32
		C float32
	}{1, -2, 1.5})
	fmt.Printf("%x\n", buffer.Bytes())
}

func times() {
	for _, zone := range []string{"UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			fmt.Println(err)
			continue
		}
		t := time.Unix(1300000000, 123456789).In(location)
		fmt.Println(t, t.Format(time.RFC1123Z), t.Weekday(), t.YearDay(), t.AddDate(0, 5, -3).Format(time.Kitchen), t.Truncate(time.Hour).Unix())
	}
	t, err := time.Parse("2006-01-02 15:04:05.000 MST", "2024-02-29 23:59:59.125 CET")
	fmt.Println(t.UTC(), err, t.Add(36*time.Hour).Month())
	_, err = time.Parse(time.RFC3339, "2024-13-01T00:00:00Z")
	d, _ := time.ParseDuration("1h15m30.918273645s")
	fmt.Println(err, d, d.Round(time.Minute), d.Seconds())
	year, week := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC).ISOWeek()
	now := time.Now()
	fmt.Println(year, week, now.Year() > 2020, !now.Before(now.Add(-1)), time.Since(now) >= 0)
}

func collections() {
	random := rand.New(rand.NewSource(42))
	fmt.Println(random.Intn(1000), random.Float64(), random.Perm(8), random.NormFloat64(), random.ExpFloat64(), random.Int63())
	many := make([]int, 50000)
	for i := range many {
		many[i] = random.Intn(100000)
	}
	h := append(numbers(nil), many[:1000]...)
	heap.Init(&h)
	heap.Push(&h, -5)
	fmt.Println(heap.Pop(&h), heap.Pop(&h), len(h))
	sort.Ints(many)
	fmt.Println(sort.IntsAreSorted(many), many[0], many[25000], sort.SearchInts(many, 50000))
	words := strings.Fields("the quick brown fox jumps over the lazy dog again and again")
	sort.SliceStable(words, func(i, j int) bool { return len(words[i]) < len(words[j]) })
	fmt.Println(words)
	l := list.New()
	for i := 0; i < 5; i++ {
		l.PushFront(i)
	}
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	m := map[string]int{}
	for i := 0; i < 1000; i++ {
		m[strconv.Itoa(i*i%997)] += i
	}
	for k := range m {
		if len(k) == 3 {
			delete(m, k)
		}
	}
	fmt.Println(len(m), m["7"])
	fmt.Println(map[string]int{"b": 1, "a": 2, "c": 3})
	fmt.Println(reflect.TypeOf(m), reflect.ValueOf(person.String).Kind(), reflect.TypeOf(person{}).Field(0).Tag.Get("json"))
	fmt.Println(reflect.ValueOf(strings.Repeat).Call([]reflect.Value{reflect.ValueOf("ab"), reflect.ValueOf(3)})[0])
	fmt.Println(sum([]float64{1, 2.5}), sum([]int{1, 2, 3}))
}

func (p person) String() string { return "person " + p.Name }

func sum[T int | float64](values []T) (total T) {
	for _, v := range values {
		total += v
	}
	return
}

func main() {
	floats()
	bigs()
	texts()
	encodings()
	times()
	collections()
}
