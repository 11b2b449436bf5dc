import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { SessionProvider } from './session.tsx'
import './plumm.css'
import './pages.css'
import './profile.css'

const host = document.getElementById('plumm')
if (!host) throw new Error('The page has no place for Plumm.')
createRoot(host).render(
  <StrictMode>
    <SessionProvider>
      <App />
    </SessionProvider>
  </StrictMode>,
)
