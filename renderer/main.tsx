// In the order of the cascade: what all screens share, the screens, paper.
import './styles/tokens.css'
import './styles/base.css'
import './styles/parts.css'
import './styles/frame.css'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import './styles/print.css'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
