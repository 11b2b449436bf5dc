import { X509Certificate, createPrivateKey } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'

export interface LocalCertificate {
  /** PEM. */
  key: string
  /** PEM, with the authority behind it. */
  cert: string
  /** PEM of the authority, to be trusted by clients: `tls.setDefaultCACertificates`, `NODE_EXTRA_CA_CERTS`. */
  ca: string
  /** The same as a file. */
  caFile: string
}

const DAY_MS = 86_400_000
const RENEW_BEFORE_MS = 30 * DAY_MS

/**
 * A certificate for names of this machine, signed by an authority made for it alone; made once and reused while it is
 * good. The authority's key is thrown away, so that trusting it opens nothing else.
 */
export async function ensureCertificate(
  folder: string,
  hostnames: readonly string[] = ['localhost', '127.0.0.1', '::1'],
): Promise<LocalCertificate> {
  const caFile = join(folder, 'ca.pem')
  const found = await readCertificate(folder, caFile)
  if (found && isGood(found, hostnames)) return found
  // Loaded only when needed: the library takes longer to load than everything else here.
  const { makeCertificate } = await import('./make-certificate.ts')
  const made = { ...(await makeCertificate(hostnames)), caFile }
  await mkdir(folder, { recursive: true })
  await write(join(folder, 'key.pem'), made.key)
  await write(join(folder, 'cert.pem'), made.cert)
  await write(caFile, made.ca)
  return made
}

async function readCertificate(folder: string, caFile: string): Promise<LocalCertificate | undefined> {
  try {
    const [key, cert, ca] = await Promise.all(
      [join(folder, 'key.pem'), join(folder, 'cert.pem'), caFile].map((file) => readFile(file, 'utf8')),
    )
    return key && cert && ca ? { key, cert, ca, caFile } : undefined
  } catch {
    return undefined
  }
}

function isGood({ key, cert, ca }: LocalCertificate, hostnames: readonly string[]): boolean {
  try {
    const leaf = new X509Certificate(cert)
    return (
      leaf.validToDate.getTime() - RENEW_BEFORE_MS > Date.now() &&
      leaf.checkPrivateKey(createPrivateKey(key)) &&
      leaf.verify(new X509Certificate(ca).publicKey) &&
      hostnames.every((name) => (isIP(name) ? leaf.checkIP(name) : leaf.checkHost(name)) !== undefined)
    )
  } catch {
    return false
  }
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
