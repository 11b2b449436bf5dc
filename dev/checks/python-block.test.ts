import { spawnSync } from 'node:child_process'
import { generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { ROOT } from './run-command.ts'

const guide = readFileSync(join(ROOT, 'docs/embedding.md'), 'utf8')
const block = /^```python\n(.*?)^```$/ms.exec(guide)?.[1] ?? ''

const has = (module: string) => spawnSync('python3', ['-c', `import ${module}`]).status === 0

/** Signs as PyJWT's `encode` does (RFC 7515, RFC 7518 §3.4), for machines that have the cryptography package only. */
const standIn = `
import base64, json
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils

def part(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def encode(claims, private_key, algorithm, headers):
    assert algorithm == "ES256"
    head = {"alg": algorithm, "typ": "JWT", **headers}
    signed = part(json.dumps(head).encode()) + "." + part(json.dumps(claims).encode())
    key = serialization.load_pem_private_key(private_key.encode(), None)
    r, s = utils.decode_dss_signature(key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
    return signed + "." + part(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
`

it.skipIf(!has('cryptography'))('mints a session token by the Python of the host guide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'host-guide-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'guide.py'), block)
  if (!has('jwt')) writeFileSync(join(folder, 'jwt.py'), standIn)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { stdout, stderr } = spawnSync(
    'python3',
    ['-c', 'import sys, guide; print(guide.session_token(sys.stdin.read(), "key-1"))'],
    { cwd: folder, input: privateKey.export({ type: 'pkcs8', format: 'pem' }), encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  const [header = '', claims = '', signature = ''] = stdout.trim().split('.')
  const read = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString())
  expect(
    verify(
      'sha256',
      Buffer.from(`${header}.${claims}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    ),
  ).toBe(true)
  expect(read(header)).toMatchObject({ alg: 'ES256', kid: 'key-1' })
  expect(read(claims)).toMatchObject({
    iss: 'https://app.plumm.example',
    aud: 'plumm-entra',
    sub: 'user-1',
    companyId: 'c-17',
    permissions: ['status:read', 'integrations:read', 'integrations:manage'],
    exp: expect.any(Number),
  })
})
