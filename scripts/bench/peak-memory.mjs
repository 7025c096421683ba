import {writeFileSync} from 'node:fs';

/** Loaded before the measured program: tells the most memory that it ever had, in MB. */
process.on('exit', () => writeFileSync(process.env.BENCH_PEAK_FILE, `${process.resourceUsage().maxRSS / 1024}`));
