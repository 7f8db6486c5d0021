import { watchConnections } from '../server/src/platform/transaction.js';

watchConnections();
