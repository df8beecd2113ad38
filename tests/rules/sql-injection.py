def find(cursor, name):
    cursor.execute(f"SELECT * FROM t WHERE n = '{name}'")  # expect: sql-injection
    cursor.execute("DELETE FROM t WHERE n = '%s'" % name)  # expect: sql-injection
    cursor.execute("SELECT * FROM t WHERE n = ?", (name,))  # ok: sql-injection
    cursor.execute("SELECT * FROM t " + "WHERE n = 1")  # ok: sql-injection
    print("Update {} and set to zero".format(name))  # ok: sql-injection
    query = "SELECT * FROM t WHERE n = '"
    query += name
    cursor.execute(query)  # expect: sql-injection
    query = f"SELECT a FROM t WHERE n = '{name}'"  # expect: sql-injection:low
    print(f"Select {name} from the list")  # ok: sql-injection
    message = "delete from {} failed".format(name)  # ok: sql-injection
    cursor.execute(" ".join(["SELECT a FROM t WHERE n =", name]))  # expect: sql-injection
    cursor.execute(" ".join(["SELECT a FROM t", "WHERE n = 1"]))  # ok: sql-injection
    cursor.execute(", ".join([name, "a"]))  # ok: sql-injection
    query = "SELECT " + name + " FROM t"  # expect: sql-injection:low
    query = "DELETE FROM t WHERE n = " + name  # expect: sql-injection:low
    query = "INSERT t VALUES (%s)" % name  # expect: sql-injection:low
    label = "Select " + name  # ok: sql-injection
    label = "Update " + name + " by hand"  # ok: sql-injection
    return query

# Each name that the rule has.
import pandas
import polars
import psycopg2.sql
import sqlalchemy
import sqlalchemy.sql
thing().execute("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().executemany("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().executescript("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().raw("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().execute_async("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().executeQuery("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().query("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().fetch("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().fetchrow("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().fetchval("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().mogrify("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
thing().sql("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
pandas.read_sql("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
pandas.read_sql_query("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
sqlalchemy.text("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
sqlalchemy.sql.text("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
polars.read_database("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
psycopg2.sql.SQL("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
sqlalchemy.DDL("SELECT a FROM t WHERE b = " + input())  # expect: sql-injection:high
