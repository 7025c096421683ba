/** Where a command gets its store. The database is chosen here by the form of its address; a path is SQLite. */
export {openStore, type OpenRequest} from './sqlite/open.js';
