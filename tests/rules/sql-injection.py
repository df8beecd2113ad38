def find(cursor, name):
    cursor.execute(f"SELECT * FROM t WHERE n = '{name}'")  # expect: sql-injection
    cursor.execute("DELETE FROM t WHERE n = '%s'" % name)  # expect: sql-injection
    cursor.execute("SELECT * FROM t WHERE n = ?", (name,))  # ok: sql-injection
    cursor.execute("SELECT * FROM t " + "WHERE n = 1")  # ok: sql-injection
    print("Update {} and set to zero".format(name))  # ok: sql-injection
