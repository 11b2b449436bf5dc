/** Drawn by us on a grid of 16, in one weight. Always beside a word, never instead of one. */
const paths = {
  check: 'M3.5 8.5l3 3 6-7',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM8 5v3.2l2 1.3',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3',
  question: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM6.6 6.7a1.4 1.4 0 1 1 2 1.3c-.4.2-.6.5-.6.9M8 10.9v.1',
  alert: 'M8 2.6l5.8 10.2H2.2zM8 6.6v3M8 11.3v.1',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  suspended: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM4.2 4.2l7.6 7.6',
  aside: 'M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11zM5.6 8h4.8',
  unplugged:
    'M6 6.2L4.4 7.8a2.7 2.7 0 0 0 3.8 3.8l1.6-1.6M10 9.8l1.6-1.6a2.7 2.7 0 0 0-3.8-3.8L6.2 6M3 3l1.6 1.6M13 13l-1.6-1.6',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 1 0-3.7-3.7l-.7.7M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 1 0 3.7 3.7l.7-.7',
  plus: 'M8 3.2v9.6M3.2 8h9.6',
  pencil: 'M10.8 3.2l2 2L5.6 12.4l-2.6.6.6-2.6z',
  shield: 'M8 2.4l4.8 1.8v3.4c0 3-2 5-4.8 6-2.8-1-4.8-3-4.8-6V4.2z',
  undo: 'M5.5 3.5L3 6l2.5 2.5M3.2 6h6a3.4 3.4 0 0 1 0 6.8H6.5',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6.2l4 4 4-4',
  right: 'M6.2 4l4 4-4 4',
  arrow: 'M2.8 8h10M9.3 4.5L12.8 8l-3.5 3.5',
  copy: 'M6 5.8h6.4v7H6zM3.8 10.2V3.2h6',
  external: 'M6.5 4H3.8v8.2H12V9.5M9 3.5h3.5V7M12.2 3.8L7.5 8.5',
  download: 'M8 2.8v7M5 7l3 3 3-3M3.2 12.8h9.6',
  filter: 'M2.8 4h10.4M5 8h6M7 12h2',
  search: 'M7 3a4 4 0 1 1 0 8a4 4 0 0 1 0-8zM10 10l3 3',
  list: 'M3 4.2h10M3 8h10M3 11.8h6.5',
  key: 'M5.5 6.5a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 0 1 0-5.2zM7.4 7.4l5-4.6M10.4 4.6l1.8 1.8',
} as const
export type IconName = keyof typeof paths

/** Those that point the way reading goes, and turn round where it goes the other way. */
const pointing: ReadonlySet<IconName> = new Set(['right', 'arrow', 'undo', 'external', 'list'])

export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return (
    <svg
      className={`pe-icon ${pointing.has(name) ? 'pe-icon-pointing ' : ''}${className}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
