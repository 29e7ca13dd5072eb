// A KMS plugin for the tests: it encrypts by a key that every start of it has. Its argument is the path of its socket.
package main

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"log"
	"os"
	"time"

	"k8s.io/kms/pkg/service"
)

const keyID = "1"

type plugin struct{ aead cipher.AEAD }

func (p plugin) Status(context.Context) (*service.StatusResponse, error) {
	return &service.StatusResponse{Version: "v2", Healthz: "ok", KeyID: keyID}, nil
}

func (p plugin) Encrypt(_ context.Context, _ string, data []byte) (*service.EncryptResponse, error) {
	nonce := make([]byte, p.aead.NonceSize())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return &service.EncryptResponse{Ciphertext: p.aead.Seal(nonce, nonce, data, nil), KeyID: keyID}, nil
}

func (p plugin) Decrypt(_ context.Context, _ string, req *service.DecryptRequest) ([]byte, error) {
	size := min(p.aead.NonceSize(), len(req.Ciphertext))
	return p.aead.Open(nil, req.Ciphertext[:size], req.Ciphertext[size:], nil)
}

func main() {
	key := sha256.Sum256([]byte("the lab's key"))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		log.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		log.Fatal(err)
	}
	_ = os.Remove(os.Args[1])
	log.Fatal(service.NewGRPCService(os.Args[1], time.Second, plugin{aead}).ListenAndServe())
}
