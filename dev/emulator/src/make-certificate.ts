import 'reflect-metadata'
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
  cryptoProvider,
} from '@peculiar/x509'

const DAY_MS = 86_400_000
/** Browsers take no longer life. */
const LIFE_MS = 397 * DAY_MS
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const signing = { name: 'ECDSA', hash: 'SHA-256' }

/** A certificate for these names and the authority that signed it, all PEM. */
export async function makeCertificate(hostnames: readonly string[]) {
  cryptoProvider.set(webcrypto)
  const notBefore = new Date(Date.now() - DAY_MS)
  const notAfter = new Date(notBefore.getTime() + LIFE_MS)
  const [caKeys, keys] = await Promise.all([makeKeys(), makeKeys()])
  const name = `CN=Entra emulator on this machine ${randomBytes(4).toString('hex')}`
  const ca = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name,
    notBefore,
    notAfter,
    signingAlgorithm: signing,
    keys: caKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const leaf = await X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: `CN=${hostnames[0] ?? 'localhost'}`,
    issuer: name,
    notBefore,
    notAfter,
    signingAlgorithm: signing,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hostnames.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
    ],
  })
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' })
  return { key: key.toString(), cert: `${pem(leaf)}${pem(ca)}`, ca: pem(ca) }
}

function makeKeys() {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/** Positive: the first bit must not be set. */
function serial(): string {
  return `4${randomBytes(15).toString('hex').slice(1)}`
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`
}
