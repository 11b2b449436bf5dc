import type { PreviewRow } from '@plumm/entra-shared'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useLaterMessages, useMessages } from '../widget-context.ts'
import { PlanRow } from './PlanRow.tsx'
import { rowAfterKey } from './row-after-key.ts'

/** About the height of a closed row; each is measured once it is drawn. */
const ROW_PX = 62
/** Drawn beyond what is in sight, so that a quick scroll finds no gap. */
const OVERSCAN = 8

/**
 * A list of any length in a box of its own that scrolls: only what is in sight is drawn, so a host page stays as long
 * as it was, wherever its scrollbar is. Tab leads to one row and arrow keys to the others; that row is always drawn, so
 * that the focus outlives any scrolling (ADR 0016).
 */
export function PlanRows({
  rows,
  total,
  isTotalKnown,
  onNeed,
}: {
  /** The first of them, as far as they have been read. */
  rows: readonly PreviewRow[]
  total: number
  isTotalKnown: boolean
  /** Somebody sees where the next ones belong. May be called again and again. */
  onNeed: () => void
}) {
  const { plan } = useMessages()
  const words = useLaterMessages()?.lists.preview
  const hintId = useId()
  const box = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [current, setCurrent] = useState(0)
  const isMoving = useRef(false)
  // oxlint-disable-next-line react/incompatible-library -- No React Compiler here, whose memos its functions would outwit.
  const list = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    // In the list's order, which is the one a screen reader goes by.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(current, total - 1)])].toSorted((a, b) => a - b),
  })
  const lastSeen = list.range?.endIndex ?? 0
  useEffect(() => {
    if (rows.length < total && lastSeen + OVERSCAN >= rows.length) onNeed()
  })
  useLayoutEffect(() => {
    if (!isMoving.current) return
    isMoving.current = false
    // The browser's own scrolling would know nothing of rows that have not been measured yet.
    box.current?.querySelector<HTMLElement>(`[data-index="${current}"] button`)?.focus({ preventScroll: true })
  }, [current])

  if (total === 0) {
    return (
      <div className="pe-blank" aria-live="polite">
        <strong>{plan.nobody}</strong>
        <p className="pe-soft">{plan.nobodyText}</p>
      </div>
    )
  }
  const move = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const next = rowAfterKey(event.key, current, total)
    if (next === null) return
    event.preventDefault()
    list.scrollToIndex(next)
    isMoving.current = next !== current
    setCurrent(next)
  }
  const toggle = (personId: string) =>
    setOpen((before) =>
      before.has(personId) ? new Set([...before].filter((id) => id !== personId)) : new Set([...before, personId]),
    )

  return (
    <>
      <p id={hintId} className="pe-hidden">
        {words?.keys}
      </p>
      <div className="pe-rows" ref={box}>
        <ul aria-label={plan.rows} aria-describedby={hintId} style={{ blockSize: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            return (
              <li
                key={index}
                ref={list.measureElement}
                data-index={index}
                aria-setsize={isTotalKnown ? total : -1}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <PlanRow
                  row={row}
                  isOpen={row !== undefined && open.has(row.personId)}
                  isCurrent={index === Math.min(current, total - 1)}
                  onToggle={toggle}
                  onFocus={() => setCurrent(index)}
                  onKeyDown={move}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}
