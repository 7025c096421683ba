import {storeDirectory} from './records.js';
import {storeConcurrency} from './store-concurrency.js';

storeConcurrency('SQLite', () => storeDirectory());
