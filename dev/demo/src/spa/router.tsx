import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react'

/** Where a person is in Plumm; the path is the truth. */
export type Place =
  | { is: 'store' }
  | { is: 'entra' }
  | { is: 'people' }
  | { is: 'add-person' }
  | { is: 'profile'; personId: string; tab: 'personal' | 'work' }

export function pathOf(place: Place): string {
  switch (place.is) {
    case 'store':
      return '/tech/company-app/store'
    case 'entra':
      return '/tech/company-app/store/microsoft-entra-id'
    case 'people':
      return '/people'
    case 'add-person':
      return '/people/add'
    case 'profile':
      return `/people/${encodeURIComponent(place.personId)}/${place.tab}`
  }
}

/** Every path leads somewhere: one we do not know opens the store. */
export function placeAt(path: string): Place {
  const [area, second, third] = path.split('/').slice(1)
  if (area === 'tech') return path.endsWith('/microsoft-entra-id') ? { is: 'entra' } : { is: 'store' }
  if (area !== 'people') return { is: 'store' }
  if (second === undefined || second === '') return { is: 'people' }
  if (second === 'add') return { is: 'add-person' }
  return { is: 'profile', personId: decodeURIComponent(second), tab: third === 'work' ? 'work' : 'personal' }
}

export function go(place: Place): void {
  history.pushState(null, '', pathOf(place))
  dispatchEvent(new PopStateEvent('popstate'))
  scrollTo(0, 0)
}

export function usePlace(): Place {
  return placeAt(useSyncExternalStore(onMove, () => location.pathname))
}

function onMove(listener: () => void): () => void {
  addEventListener('popstate', listener)
  return () => removeEventListener('popstate', listener)
}

interface LinkProps {
  to: Place
  className?: string
  isCurrent?: boolean
  children: ReactNode
}

/** A real link, so that it can be opened in another tab; a plain click stays in the page. */
export function Link({ to, className, isCurrent, children }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={pathOf(to)} className={className} aria-current={isCurrent ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  )
}
