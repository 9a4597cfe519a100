/*
 * Imported before the functions, whose loggers read the environment as they are made: what they log of
 * each turn would hide the tables.
 */

process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT';
process.env['POWERTOOLS_DEV'] = 'false';
