import { useMessages } from '../widget-context.ts'
import { Notice } from './Notice.tsx'

/** What stands where a part of ours broke. */
export function Broken() {
  const { broken } = useMessages().panel
  return (
    <Notice tone="warn" icon="alert" role="alert">
      <strong>{broken.headline}.</strong> {broken.text}
    </Notice>
  )
}
