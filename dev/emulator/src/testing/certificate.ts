import 'reflect-metadata'
import { createHash, createPrivateKey, webcrypto } from 'node:crypto'
import { X509CertificateGenerator, cryptoProvider } from '@peculiar/x509'

/** A certificate as an app has it: both halves in PEM, and the thumbprints that assertions name it by. */
export interface TestCertificate {
  certificate: string
  privateKey: string
  /** Hex, as msal-node wants them. */
  sha1: string
  sha256: string
}

/** Signed by itself, RSA. @param life ms since 1970 */
export async function testCertificate(life: { from: number; until: number }): Promise<TestCertificate> {
  cryptoProvider.set(webcrypto)
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: threeBytes }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '4201',
    name: 'CN=Test app',
    notBefore: new Date(life.from),
    notAfter: new Date(life.until),
    signingAlgorithm: algorithm,
    keys,
  })
  const der = Buffer.from(made.rawData)
  const key = createPrivateKey({
    key: Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)),
    format: 'der',
    type: 'pkcs8',
  })
  const print = (hash: string) => createHash(hash).update(der).digest('hex')
  return {
    certificate: made.toString('pem'),
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    sha1: print('sha1'),
    sha256: print('sha256'),
  }
}

/** 65537 */
const threeBytes = new Uint8Array([1, 0, 1])
