import {storeDirectory} from './records.js';
import {storeCopying} from './store-copying.js';

storeCopying('from SQLite to SQLite', {from: storeDirectory, to: storeDirectory});
