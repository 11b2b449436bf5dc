const paths = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 8c.5-3.5 3-5.5 6.5-5.5s6 2 6.5 5.5M16 4.5a3.2 3.2 0 0 1 0 6.2M18 13.8c2 .7 3.3 2.5 3.6 5.2',
  add: 'M9.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 19c.5-3.5 3-5.5 6.5-5.5 1.3 0 2.5.3 3.5.8M18 13v7M14.5 16.5h7',
  apps: 'M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20',
  more: 'M12 6.5h.01M12 12h.01M12 17.5h.01',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  open: 'm7 9.5 5 5 5-5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
} as const
export type IconName = keyof typeof paths

/** Decoration only: the word beside it, or the button's label, says the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className={`icon icon-${name}`}
      viewBox="0 0 24 24"
      width="20"
      height="20"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
