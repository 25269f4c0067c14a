/** The database role that the running server works as; its rights are those of grants.sql. */
export const appRole = 'diemcau_app'
