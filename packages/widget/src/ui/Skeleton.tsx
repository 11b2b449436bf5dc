/** Grey lines for the first second, of about the height of what comes, so that nothing jumps. */
export function Skeleton({ lines = 3, label }: { lines?: number; label?: string }) {
  return (
    <div className="pe-skeleton" aria-live="polite">
      {label !== undefined && <p className="pe-hidden">{label}</p>}
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} />
      ))}
    </div>
  )
}
