// Digests, ciphers, signatures, checksums and compressors: most of them have assembler for what the processor offers.
package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"compress/lzw"
	"compress/zlib"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/md5"
	cryptorand "crypto/rand"
	"crypto/rc4"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"io"
	"math/big"
	"math/rand"
	"strings"
)

func main() {
	data := make([]byte, 100003)
	rand.New(rand.NewSource(7)).Read(data)
	for _, n := range []int{0, 1, 55, 56, 64, 127, 1000, len(data)} {
		d := data[:n]
		fmt.Printf("%d %x %x %x %x %x\n", n, md5.Sum(d), sha1.Sum(d), sha256.Sum256(d), sha512.Sum512(d), sha256.Sum224(d))
		f := fnv.New64a()
		f.Write(d)
		fmt.Println(crc32.ChecksumIEEE(d), crc32.Checksum(d, crc32.MakeTable(crc32.Castagnoli)), crc32.Checksum(d, crc32.MakeTable(crc32.Koopman)),
			crc64.Checksum(d, crc64.MakeTable(crc64.ECMA)), adler32.Checksum(d), f.Sum64())
	}
	mac := hmac.New(sha256.New, []byte("key"))
	mac.Write(data[:500])
	fmt.Println(hex.EncodeToString(mac.Sum(nil)), subtle.ConstantTimeCompare(data[:9], data[:9]))

	for _, size := range []int{16, 24, 32} {
		block, err := aes.NewCipher(data[:size])
		if err != nil {
			fmt.Println(err)
		}
		out := make([]byte, 1600)
		cipher.NewCBCEncrypter(block, data[:16]).CryptBlocks(out, data[:1600])
		fmt.Printf("cbc %x\n", sha1.Sum(out))
		cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, out)
		fmt.Println(bytes.Equal(out, data[:1600]))
		cipher.NewCTR(block, data[16:32]).XORKeyStream(out, data[:1600])
		fmt.Printf("ctr %x\n", sha1.Sum(out))
		gcm, _ := cipher.NewGCM(block)
		for _, n := range []int{0, 5, 16, 100, 129, 5000} {
			sealed := gcm.Seal(nil, data[:12], data[:n], data[:n/3])
			opened, err := gcm.Open(nil, data[:12], sealed, data[:n/3])
			fmt.Printf("gcm %x %v %v\n", sealed[len(sealed)-16:], bytes.Equal(opened, data[:n]), err)
			sealed[0] ^= 1
			_, err = gcm.Open(nil, data[:12], sealed, data[:n/3])
			fmt.Println(err)
		}
	}
	tripleDES, _ := des.NewTripleDESCipher(data[:24])
	out := make([]byte, 8)
	tripleDES.Encrypt(out, data)
	stream, _ := rc4.NewCipher(data[:10])
	fmt.Printf("%x ", out)
	stream.XORKeyStream(out, out)
	fmt.Printf("%x\n", out)

	signer := ed25519.NewKeyFromSeed(data[:32])
	signature := ed25519.Sign(signer, data[:200])
	fmt.Printf("%x %v %v\n", signature, ed25519.Verify(signer.Public().(ed25519.PublicKey), data[:200], signature),
		ed25519.Verify(signer.Public().(ed25519.PublicKey), data[:199], signature))
	for _, curve := range []elliptic.Curve{elliptic.P224(), elliptic.P256(), elliptic.P384(), elliptic.P521()} {
		x, y := curve.ScalarBaseMult(data[:28])
		x2, _ := curve.ScalarMult(x, y, data[100:120])
		key, err := ecdsa.GenerateKey(curve, cryptorand.Reader)
		r, s, _ := ecdsa.Sign(cryptorand.Reader, key, data[:32])
		fmt.Println(curve.Params().Name, x, x2, err, ecdsa.Verify(&key.PublicKey, data[:32], r, s), ecdsa.Verify(&key.PublicKey, data[:31], r, s))
	}
	p, _ := new(big.Int).SetString("f7e75fdc469067ffdc4e847c51f452df", 16)
	q, _ := new(big.Int).SetString("e85ced54af57e53e092113e62f436f4f", 16)
	one := big.NewInt(1)
	phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
	fmt.Println(p.ProbablyPrime(20), q.ProbablyPrime(20), phi.BitLen())
	key, err := rsa.GenerateKey(cryptorand.Reader, 1024)
	digest := sha256.Sum256(data)
	signed, err2 := rsa.SignPKCS1v15(nil, key, crypto.SHA256, digest[:])
	fmt.Println(err, err2, rsa.VerifyPKCS1v15(&key.PublicKey, crypto.SHA256, digest[:], signed), key.Validate())
	secret, err := rsa.EncryptOAEP(sha1.New(), cryptorand.Reader, &key.PublicKey, []byte("secret"), nil)
	clear, err2 := rsa.DecryptOAEP(sha1.New(), nil, key, secret, nil)
	fmt.Println(err, string(clear), err2)

	text := []byte(strings.Repeat("all work and no play makes jack a dull boy. ", 800))
	copy(text[5000:], data[:3000])
	var buffer bytes.Buffer
	z, _ := gzip.NewWriterLevel(&buffer, 9)
	z.Write(text)
	z.Close()
	fmt.Printf("gzip %d %x\n", buffer.Len(), md5.Sum(buffer.Bytes()))
	zr, _ := gzip.NewReader(&buffer)
	back, err := io.ReadAll(zr)
	fmt.Println(bytes.Equal(back, text), err)
	for level := -2; level <= 9; level += 3 {
		buffer.Reset()
		fw, _ := flate.NewWriter(&buffer, level)
		fw.Write(text)
		fw.Close()
		size := buffer.Len()
		back, err = io.ReadAll(flate.NewReader(&buffer))
		fmt.Println("flate", level, size, bytes.Equal(back, text), err)
	}
	zw := zlib.NewWriter(&buffer)
	zw.Write(data)
	zw.Close()
	zz, _ := zlib.NewReader(&buffer)
	back, err = io.ReadAll(zz)
	fmt.Println("zlib", bytes.Equal(back, data), err)
	lw := lzw.NewWriter(&buffer, lzw.LSB, 8)
	lw.Write(text)
	lw.Close()
	fmt.Printf("lzw %x\n", md5.Sum(buffer.Bytes()))
	back, err = io.ReadAll(lzw.NewReader(&buffer, lzw.LSB, 8))
	fmt.Println(bytes.Equal(back, text), err)
	// "hello world\n" from bzip2.
	packed, _ := hex.DecodeString("425a68393141592653594eece83600000251800010400006449080200031064c4101a7a9a580bb9431f8bb9229c28482776741b0")
	back, err = io.ReadAll(bzip2.NewReader(bytes.NewReader(packed)))
	fmt.Printf("bzip2 %q %v\n", back, err)

	buffer.Reset()
	archive := zip.NewWriter(&buffer)
	entry, _ := archive.Create("dir/text")
	entry.Write(text)
	archive.Close()
	unzip, err := zip.NewReader(bytes.NewReader(buffer.Bytes()), int64(buffer.Len()))
	fmt.Println("zip", buffer.Len(), unzip.File[0].Name, unzip.File[0].CRC32, err)
	buffer.Reset()
	tw := tar.NewWriter(&buffer)
	tw.WriteHeader(&tar.Header{Name: "name", Mode: 0o600, Size: 10})
	tw.Write(text[:10])
	tw.Close()
	fmt.Printf("tar %x\n", sha1.Sum(buffer.Bytes()))
	picture := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := 0; i < 64*64; i++ {
		picture.Set(i%64, i/64, color.RGBA{uint8(i), uint8(i / 64), uint8(i % 64 * 4), 255})
	}
	buffer.Reset()
	fmt.Println(png.Encode(&buffer, picture))
	fmt.Printf("png %d %x\n", buffer.Len(), sha256.Sum256(buffer.Bytes()))
	decoded, err := png.Decode(&buffer)
	fmt.Println(decoded.At(3, 5), err)
}
