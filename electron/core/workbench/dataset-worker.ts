import { parentPort } from 'node:worker_threads'
import { serveWorkbench } from './serve-workbench'

if (parentPort) serveWorkbench(parentPort)
