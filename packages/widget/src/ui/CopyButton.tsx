import { useState } from 'react'
import { useMessages } from '../widget-context.ts'
import { Button, type ButtonProps } from './Button.tsx'

/** Copies a text, and says so. */
export function CopyButton({
  text,
  label,
  kind = 'quiet',
}: {
  text: string
  label: string
  kind?: ButtonProps['kind'] & string
}) {
  const { panel } = useMessages()
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    // Refused without a permission or outside https: then the text stays on the page to be selected.
    setIsCopied(
      await navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      ),
    )
  }
  return (
    <Button kind={kind} icon={isCopied ? 'check' : 'copy'} className="pe-copy" onClick={() => void copy()}>
      {isCopied ? panel.copied : label}
    </Button>
  )
}
