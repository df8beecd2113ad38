# SPDX-License-Identifier: Apache-2.0
"""usage: spark-submit spark.py SNIPPETS VERDICTS

Both are paths that Spark knows.  `mynah` has to be installed on the workers, or be sent along with
--files.
"""
import sys

from pyspark.sql import SparkSession

context = SparkSession.builder.appName("mynah").getOrCreate().sparkContext
verdicts = context.textFile(sys.argv[1]).pipe("mynah check --batch --fail-on none", checkCode=True)
verdicts.saveAsTextFile(sys.argv[2])
