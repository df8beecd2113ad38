import socket

link = socket.socket()
link.connect(("example.org", 80))  # expect: network-socket
link.connect(("ioc", 5064))  # expect: channel-write, network-socket
socket.gethostname()  # ok: network-socket

# Each name that the rule has.
import asyncio
import boto3
import dns.resolver
import kafka
import ldap3
import multiprocessing.connection
import mysql.connector
import paho.mqtt.client
import paramiko
import pika
import psycopg
import psycopg2
import pymongo
import pymysql
import pysftp
import redis
import scapy.all
import socket
import zmq
socket.socket().connect()  # expect: network-socket
socket.socket().connect_ex()  # expect: network-socket
socket.socket().sendto()  # expect: network-socket
socket.create_connection()  # expect: network-socket
asyncio.open_connection()  # expect: network-socket
asyncio.AbstractEventLoop().create_connection()  # expect: network-socket
paho.mqtt.client.Client().connect()  # expect: network-socket
redis.Redis()  # expect: network-socket
redis.StrictRedis()  # expect: network-socket
pymongo.MongoClient()  # expect: network-socket
psycopg2.connect()  # expect: network-socket
psycopg.connect()  # expect: network-socket
mysql.connector.connect()  # expect: network-socket
pymysql.connect()  # expect: network-socket
ldap3.Connection()  # expect: network-socket
kafka.KafkaProducer()  # expect: network-socket
pika.BlockingConnection()  # expect: network-socket
boto3.client()  # expect: network-socket
boto3.resource()  # expect: network-socket
dns.resolver.resolve()  # expect: network-socket
scapy.all.send()  # expect: network-socket
multiprocessing.connection.Client()  # expect: network-socket
paramiko.SSHClient().connect()  # expect: network-socket
paramiko.Transport()  # expect: network-socket
zmq.Context().socket().connect()  # expect: network-socket
pysftp.Connection()  # expect: network-socket

import ftplib
import imaplib
import poplib
import smtplib
smtplib.SMTP_SSL()  # expect: network-socket
ftplib.FTP_TLS()  # expect: network-socket
imaplib.IMAP4_SSL()  # expect: network-socket
poplib.POP3_SSL()  # expect: network-socket
import asyncpg
import celery
import confluent_kafka
import elasticsearch
import google.cloud.storage
import influxdb
import influxdb_client
import oracledb
import pyodbc
import stomp
redis.from_url("redis://host")  # expect: network-socket
redis.Redis.from_url("redis://host")  # expect: network-socket
asyncpg.connect("host")  # expect: network-socket
pyodbc.connect("host")  # expect: network-socket
oracledb.connect("host")  # expect: network-socket
influxdb.InfluxDBClient("host")  # expect: network-socket
influxdb_client.InfluxDBClient("host")  # expect: network-socket
elasticsearch.Elasticsearch("host")  # expect: network-socket
google.cloud.storage.Client()  # expect: network-socket
celery.Celery("x").send_task("t")  # expect: network-socket
stomp.Connection()  # expect: network-socket
confluent_kafka.Producer({})  # expect: network-socket
kafka.KafkaConsumer("x")  # expect: network-socket
socket.gethostbyname(socket.gethostname())  # ok: network-socket
