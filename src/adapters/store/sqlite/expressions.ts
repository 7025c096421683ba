export const clock = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
export const schemaQuery = 'select type, name, tbl_name, sql from sqlite_schema order by name';
