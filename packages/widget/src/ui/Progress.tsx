/** A bar with its words: how much is done is always written, too. */
export function Progress({ label, done, total, text }: { label: string; done: number; total: number; text: string }) {
  return (
    <div>
      <progress
        className="pe-progress"
        aria-label={label}
        aria-valuetext={text}
        max={Math.max(total, 1)}
        value={done}
      />
      <p className="pe-progress-text">{text}</p>
    </div>
  )
}

/** Waiting of unknown length, beside words that say for what. */
export function Busy() {
  return <span className="pe-busy" />
}
