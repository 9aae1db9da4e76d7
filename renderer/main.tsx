import { createRoot } from 'react-dom/client'
import { App } from './App'
import './styles/tokens.css'
import './styles/base.css'
import './styles/parts.css'
import './styles/frame.css'
import './styles/print.css'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
